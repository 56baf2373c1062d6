package dev.roundabout.viz.app;

import dev.roundabout.viz.app.ExperimentsReport.Done;
import dev.roundabout.viz.app.ExperimentsReport.PodCount;
import dev.roundabout.viz.app.ExperimentsReport.Result;
import dev.roundabout.viz.app.ExperimentsReport.Step;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.scenario.Evidence;
import dev.roundabout.viz.scenario.Experiment;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Turns an experiment, and what was seen of it, into the data of a report. */
final class ExperimentRecord {
  private ExperimentRecord() {}

  /**
   * An experiment that was not done; its checks have seen nothing.
   *
   * @param why in a line
   */
  static Done notDone(Experiment experiment, String why) {
    return new Done(
        experiment.number(),
        experiment.title(),
        experiment.question(),
        Result.NOT_DONE,
        Optional.of(why),
        setting(experiment),
        experiment.steps().stream()
            .map(step -> new Step(step.name(), step.line(), List.of(), Optional.empty()))
            .toList(),
        experiment.checks().stream()
            .map(check -> new Verdict(false, check.expected(), "", check.article()))
            .toList(),
        List.of(),
        List.of(),
        0);
  }

  /**
   * An experiment that was done.
   *
   * @param verdicts of its checks, after those of what came too late
   */
  static Done done(
      Experiment experiment,
      Evidence evidence,
      List<Verdict> verdicts,
      Sampling samples,
      Duration took) {
    int late = verdicts.size() - experiment.checks().size();
    boolean holds = verdicts.stream().allMatch(Verdict::holds);
    return new Done(
        experiment.number(),
        experiment.title(),
        experiment.question(),
        holds ? Result.HELD : Result.FAILED,
        Optional.empty(),
        setting(experiment),
        experiment.steps().stream()
            .map(
                step ->
                    new Step(
                        step.name(),
                        step.line(),
                        requests(step.name(), evidence, samples.places()),
                        Optional.of(evidence.after(step.name()).at())))
            .toList(),
        verdicts.subList(late, verdicts.size()),
        verdicts.subList(0, late),
        samples.seconds(),
        took.toMillis() / 1000.0);
  }

  /** Who got something, and who could have. */
  private static List<PodCount> requests(
      String step, Evidence evidence, Map<String, Integer> places) {
    SortedMap<String, Long> got = evidence.requests(step);
    if (got.isEmpty()) {
      return List.of();
    }
    Snapshot end = evidence.after(step);
    end.cluster().seats().stream()
        .filter(seat -> seat.pod().isReady())
        .forEach(seat -> got.putIfAbsent(seat.pod().name(), 0L));
    return got.entrySet().stream()
        .map(
            pod -> new PodCount(pod.getKey(), places.getOrDefault(pod.getKey(), 0), pod.getValue()))
        .sorted(Comparator.comparingInt(PodCount::place).thenComparing(PodCount::pod))
        .toList();
  }

  private static Map<String, String> setting(Experiment experiment) {
    Settings client = experiment.client();
    Map<String, String> setting = new LinkedHashMap<>();
    setting.put("pods", Integer.toString(experiment.replicas()));
    setting.put("clients", Integer.toString(client.clients()));
    setting.put("service", client.service().label());
    setting.put("policy", client.policy().label());
    setting.put("load", load(client.load()));
    setting.put("re-resolution", ResolveOptions.words(client));
    setting.put("deadline", seconds(client.deadline()));
    if (client.streams() > 0) {
      setting.put("streams", Integer.toString(client.streams()));
    }
    if (!client.work().isZero()) {
      setting.put("work per call", client.work().toNanos() / 1_000_000.0 + " ms of CPU");
    }
    if (!client.switches().isEmpty()) {
      setting.put(
          "switches",
          client.switches().stream()
              .sorted()
              .map(GrpcSwitch::label)
              .collect(Collectors.joining(", ")));
    }
    return setting;
  }

  private static String load(Load load) {
    if (load instanceof Load.Rate rate) {
      return rate.perSecond() + " calls a second";
    }
    if (load instanceof Load.Concurrent concurrent) {
      return concurrent.inFlight() + " calls in flight";
    }
    if (load instanceof Load.Sequential sequential) {
      return sequential.pause().isZero()
          ? "one call after another"
          : "one call after another, " + sequential.pause().toMillis() + " ms apart";
    }
    return "a new connection for each call";
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
