package dev.roundabout.viz.app;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Experiments that were done, as data: what {@code experiments --json} writes and the reports are
 * made of. Nothing in it tells where the kubeconfig is, or what is in it beside a context's name.
 *
 * @param version of Roundabout
 * @param grpc version of grpc-java
 * @param java that it ran on
 * @param os name, version and architecture
 * @param pace {@code short}, or {@code as published}
 */
record ExperimentsReport(
    String version,
    String grpc,
    String java,
    String os,
    String pace,
    Cluster cluster,
    Instant begun,
    Instant ended,
    List<Done> experiments) {

  /**
   * @param kind {@code embedded} or {@code kubernetes}
   * @param name of the kubeconfig's context, where there is one
   */
  record Cluster(String kind, String name, String namespace, String deployment) {
    static Cluster of(ClusterInfo info) {
      return new Cluster(
          info.origin().isEmbedded() ? "embedded" : "kubernetes",
          info.title(),
          info.namespace(),
          info.deployment());
    }
  }

  /**
   * One experiment.
   *
   * @param result held, failed or not done
   * @param why it was not done; empty where it was
   * @param setting at the start, by name, in words
   * @param late what did not come true in time; empty where all did
   * @param seconds a row each second, from the moment that the world stood as the setting says
   * @param tookSeconds with the setting up, without the putting back
   */
  record Done(
      int number,
      String title,
      String question,
      Result result,
      Optional<String> why,
      Map<String, String> setting,
      List<Step> steps,
      List<Verdict> checks,
      List<Verdict> late,
      List<Second> seconds,
      double tookSeconds) {
    Done {
      steps = List.copyOf(steps);
      checks = List.copyOf(checks);
      late = List.copyOf(late);
      seconds = List.copyOf(seconds);
    }

    boolean failed() {
      return result == Result.FAILED;
    }
  }

  enum Result {
    HELD("held"),
    FAILED("failed"),
    NOT_DONE("not done");

    private final String words;

    Result(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * @param requests that each pod got from the end of the step before to the end of this one
   * @param ended empty where it was not done
   */
  record Step(String name, String narration, List<PodCount> requests, Optional<Instant> ended) {
    Step {
      requests = List.copyOf(requests);
    }
  }

  /**
   * @param place from 0, gives the pod's colour
   * @param requests by channelz
   */
  record PodCount(String pod, int place, long requests) {}

  /**
   * @param requestsPerSecond by pod, over the last second
   */
  record Second(Instant at, int desired, int ready, Map<String, Double> requestsPerSecond) {}

  ExperimentsReport {
    experiments = List.copyOf(experiments);
  }

  boolean holds() {
    return experiments.stream().noneMatch(Done::failed);
  }

  /** How many came out as expected, in a line. */
  String tally() {
    return count(Result.HELD)
        + " of "
        + experiments.size()
        + " held"
        + some(Result.FAILED, " failed")
        + some(Result.NOT_DONE, " not done");
  }

  private String some(Result result, String words) {
    return count(result) == 0 ? "" : ", " + count(result) + words;
  }

  private long count(Result result) {
    return experiments.stream().filter(done -> done.result() == result).count();
  }

  String json() throws IOException {
    return JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(this)
        + "\n";
  }
}
