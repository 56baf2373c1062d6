package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Target;
import dev.roundabout.viz.ui.chooser.Choice.Next;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the chooser lists at a place. */
final class Offer {
  /** The demo's Deployment, which a Target without a name means. */
  static final String DEMO = "server";

  /** RFC 1123, as Kubernetes wants the names of namespaces and Deployments. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

  private final Choices choices;
  private final ClusterInfo now;
  private final String filter;

  /**
   * @param now what is looked at
   * @param filter that was typed
   */
  Offer(Choices choices, ClusterInfo now, String filter) {
    this.choices = choices;
    this.now = now;
    this.filter = filter.strip();
  }

  List<Choice> at(Place place) {
    return switch (place.step()) {
      case CONTEXT -> matching(contexts()).toList();
      case NAMESPACE -> withTyped(namespaces(place), place);
      case DEPLOYMENT -> withTyped(deployments(place), place);
    };
  }

  private Stream<Choice> contexts() {
    Choice embedded =
        new Choice(
            "Embedded cluster",
            "runs in this window, without Kubernetes",
            "local",
            true,
            now.origin().isEmbedded(),
            Target.EMBEDDED,
            new Next.Look(Target.EMBEDDED));
    return Stream.concat(Stream.of(embedded), choices.contexts().stream().map(this::context));
  }

  private Choice context(Choices.Context context) {
    boolean local = !context.kind().isEmpty();
    return new Choice(
        context.name(),
        context.server(),
        local ? context.kind() : "not local",
        local,
        context.name().equals(now.origin().context()),
        new Target(context.name(), "", ""),
        new Next.Go(Place.namespacesOf(context.name())));
  }

  private Stream<Choice> namespaces(Place place) {
    String own =
        choices.contexts().stream()
            .filter(context -> context.name().equals(place.context()))
            .map(Choices.Context::namespace)
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("default");
    Set<String> names = new LinkedHashSet<>(List.of(own));
    if (place.isAnsweredBy(choices)) {
      names.addAll(choices.namespaces());
    }
    return names.stream()
        .map(name -> namespace(place, name, name.equals(own) ? "the context's own" : ""));
  }

  private Choice namespace(Place place, String name, String badge) {
    return new Choice(
        name,
        "",
        badge,
        false,
        isCurrent(place.context(), name),
        new Target(place.context(), name, ""),
        new Next.Go(Place.deploymentsOf(place.context(), name)));
  }

  private Stream<Choice> deployments(Place place) {
    boolean answered = place.isAnsweredBy(choices);
    List<String> known = answered ? choices.deployments() : List.of();
    Stream<Choice> listed = known.stream().map(name -> deployment(place, name, "", name));
    if (known.contains(DEMO)) {
      return listed;
    }
    String badge = answered && choices.trouble().isEmpty() ? "demo, not there yet" : "demo";
    return Stream.concat(listed, Stream.of(deployment(place, DEMO, badge, "")));
  }

  private Choice deployment(Place place, String name, String badge, String wanted) {
    Target target = new Target(place.context(), place.namespace(), wanted);
    boolean current =
        isCurrent(place.context(), place.namespace()) && name.equals(now.deployment());
    return new Choice(name, "", badge, false, current, target, new Next.Look(target));
  }

  private boolean isCurrent(String context, String namespace) {
    return context.equals(now.origin().context()) && namespace.equals(now.namespace());
  }

  /** A name that is not listed can be typed: who may not list may still look. */
  private List<Choice> withTyped(Stream<Choice> listed, Place place) {
    List<Choice> all = listed.toList();
    List<Choice> found = new ArrayList<>(matching(all.stream()).toList());
    boolean isNew =
        NAME.matcher(filter).matches()
            && all.stream().noneMatch(choice -> choice.title().equals(filter));
    if (isNew) {
      found.add(
          place.step() == Place.Step.NAMESPACE
              ? namespace(place, filter, "as typed")
              : deployment(place, filter, "as typed", filter));
    }
    return List.copyOf(found);
  }

  private Stream<Choice> matching(Stream<Choice> all) {
    String wanted = filter.toLowerCase(Locale.ROOT);
    return all.filter(choice -> choice.matches(wanted));
  }
}
