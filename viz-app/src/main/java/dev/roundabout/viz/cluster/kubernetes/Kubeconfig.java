package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Choices;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the kubeconfig says, read once. Several files are merged as kubectl does: the first that
 * names a context, a cluster or a user wins, and so does the first current context.
 */
final class Kubeconfig {
  /** The context of the ServiceAccount that a pod has, where there is no kubeconfig. */
  static final String IN_CLUSTER = "in-cluster";

  private static final String MINIKUBE = "minikube.sigs.k8s.io";
  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

  private final KubeSource source;
  private final List<Config> files;

  private Kubeconfig(KubeSource source, List<Config> files) {
    this.source = source;
    this.files = files;
  }

  /**
   * Reads every file. Blocks for I/O.
   *
   * @throws IOException where there is no kubeconfig or one is broken; the message names the cause
   *     and the next step, and nothing of a file's content
   */
  static Kubeconfig read(KubeSource source) throws IOException {
    if (!source.isPresent()) {
      throw new IOException(source.words());
    }
    List<Config> files = new ArrayList<>();
    for (Path file : source.files()) {
      files.add(read(file));
    }
    return new Kubeconfig(source, List.copyOf(files));
  }

  private static Config read(Path file) throws IOException {
    if (Files.size(file) == 0) {
      return new Config();
    }
    try {
      return KubeConfigUtils.parseConfig(file.toFile());
    } catch (RuntimeException e) {
      // Neither its message nor its cause goes on: a YAML parser cites the line, and what stands
      // there may be a token.
      throw new IOException(
          "The kubeconfig "
              + file
              + " cannot be read: it is not valid YAML of a kubeconfig"
              + line(e)
              + ". See what kubectl says: kubectl config view --kubeconfig="
              + file);
    }
  }

  private static String line(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(20)
        .map(cause -> LINE.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(matcher -> " (line " + matcher.group(1) + ")")
        .findFirst()
        .orElse("");
  }

  KubeSource source() {
    return source;
  }

  List<Config> files() {
    return files;
  }

  boolean isInCluster() {
    return files.isEmpty();
  }

  /** All contexts, in the order of the files. */
  List<Choices.Context> contexts() {
    if (isInCluster()) {
      return List.of(InCluster.context(source));
    }
    return merged(Config::getContexts, NamedContext::getName).values().stream()
        .filter(context -> context.getContext() != null)
        .map(this::context)
        .toList();
  }

  /** The current context, where there is one; it need not exist. */
  Optional<String> current() {
    if (isInCluster()) {
      return Optional.of(IN_CLUSTER);
    }
    return files.stream()
        .map(Config::getCurrentContext)
        .filter(name -> name != null && !name.isBlank())
        .findFirst();
  }

  /**
   * @throws IOException where there is none of this name, or it is incomplete; the message lists
   *     what there is
   */
  Choices.Context context(String name) throws IOException {
    List<Choices.Context> contexts = contexts();
    Choices.Context found =
        contexts.stream()
            .filter(context -> context.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IOException(unknown(name, contexts)));
    if (found.server().isBlank()) {
      throw new IOException(
          "The context "
              + name
              + " names a cluster that the kubeconfig does not describe. See: kubectl config view");
    }
    return found;
  }

  /** The command that gives a user's credentials, where there is one. */
  Optional<String> plugin(String user) {
    return Optional.ofNullable(merged(Config::getUsers, NamedAuthInfo::getName).get(user))
        .map(NamedAuthInfo::getUser)
        .map(AuthInfo::getExec)
        .map(ExecConfig::getCommand);
  }

  private String unknown(String name, List<Choices.Context> contexts) {
    String known = String.join(", ", contexts.stream().map(Choices.Context::name).toList());
    return "There is no context "
        + name
        + " ("
        + source.words()
        + "). "
        + (known.isEmpty() ? "It has no contexts at all." : "There is: " + known + ".");
  }

  private Choices.Context context(NamedContext named) {
    Context context = named.getContext();
    Optional<Cluster> cluster =
        Optional.ofNullable(
                merged(Config::getClusters, NamedCluster::getName).get(context.getCluster()))
            .map(NamedCluster::getCluster);
    String server = cluster.map(Cluster::getServer).orElse("");
    boolean minikube = cluster.map(Kubeconfig::isMinikube).orElse(false);
    String namespace = Objects.requireNonNullElse(context.getNamespace(), "default");
    Locality locality = Locality.of(named.getName(), server, minikube);
    return new Choices.Context(named.getName(), server, namespace, locality.label());
  }

  private static boolean isMinikube(Cluster cluster) {
    return Stream.ofNullable(cluster.getExtensions())
        .flatMap(List::stream)
        .map(extension -> String.valueOf(extension.getExtension()))
        .anyMatch(extension -> extension.contains(MINIKUBE));
  }

  private <T> Map<String, T> merged(Function<Config, List<T>> part, Function<T, String> name) {
    Map<String, T> merged = new LinkedHashMap<>();
    for (Config file : files) {
      Stream.ofNullable(part.apply(file))
          .flatMap(List::stream)
          .forEach(item -> merged.putIfAbsent(name.apply(item), item));
    }
    return merged;
  }
}
