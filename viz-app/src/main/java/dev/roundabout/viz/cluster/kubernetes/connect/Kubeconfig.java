package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.kubernetes.connect.KubeconfigFile.ContextEntry;
import dev.roundabout.viz.model.Choices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the kubeconfig says, read once. Several files are merged as kubectl does: the first that
 * names a context, a cluster or a user wins with all that it says of it, and so does the first
 * current context.
 */
public final class Kubeconfig {
  private final KubeSource source;
  private final List<KubeconfigFile> files;

  private Kubeconfig(KubeSource source, List<KubeconfigFile> files) {
    this.source = source;
    this.files = files;
  }

  /**
   * Reads every file. Blocks for I/O.
   *
   * @throws IOException where there is no kubeconfig or one is broken; the message names the cause
   *     and the next step, and nothing of a file's content
   */
  public static Kubeconfig read(KubeSource source) throws IOException {
    if (!source.isPresent()) {
      throw new IOException(source.words());
    }
    List<KubeconfigFile> files = new ArrayList<>();
    SecretFields secret = new SecretFields(source.secrets());
    secret.variables(source.environment());
    for (Path file : source.files()) {
      KubeconfigFile read = KubeconfigFile.read(file);
      secret.learn(read);
      files.add(read);
    }
    return new Kubeconfig(source, List.copyOf(files));
  }

  private boolean isInCluster() {
    return files.isEmpty();
  }

  /** All contexts, in the order of the files. */
  public List<Choices.Context> contexts() {
    if (isInCluster()) {
      return List.of(InCluster.choice(source));
    }
    return merged(KubeconfigFile::contexts).entrySet().stream()
        .map(context -> choice(context.getKey(), context.getValue()))
        .toList();
  }

  /** The current context, where there is one; it need not exist. */
  public Optional<String> current() {
    if (isInCluster()) {
      return Optional.of(InCluster.NAME);
    }
    return files.stream().map(KubeconfigFile::current).filter(name -> !name.isBlank()).findFirst();
  }

  /**
   * All of one context.
   *
   * @throws IOException where there is none of this name, it is incomplete, or it says what cannot
   *     be done; the message says what there is
   */
  public KubeContext context(String name) throws IOException {
    if (isInCluster() && name.equals(InCluster.NAME)) {
      return InCluster.context(source);
    }
    ContextEntry entry = merged(KubeconfigFile::contexts).get(name);
    if (entry == null) {
      throw new IOException(unknown(name));
    }
    return KubeContext.of(source, name, entry, cluster(entry), user(name, entry));
  }

  /** One that cannot be used is offered as well: choosing it says why. */
  private Choices.Context choice(String name, ContextEntry entry) {
    try {
      return context(name).choice();
    } catch (IOException unusable) {
      String namespace = entry.namespace().isEmpty() ? "default" : entry.namespace();
      ClusterEntry cluster = cluster(entry);
      Locality locality = Locality.of(name, cluster, !cluster.proxyUrl().isEmpty());
      return new Choices.Context(name, cluster.server(), namespace, locality.label());
    }
  }

  private ClusterEntry cluster(ContextEntry entry) {
    return merged(KubeconfigFile::clusters).getOrDefault(entry.cluster(), ClusterEntry.NONE);
  }

  private UserEntry user(String context, ContextEntry entry) throws IOException {
    UserEntry found = merged(KubeconfigFile::users).get(entry.user());
    if (found != null) {
      return found;
    }
    if (!entry.user().isEmpty()) {
      throw new IOException(
          "The context "
              + context
              + " cannot be used: it names the user "
              + entry.user()
              + ", whom the kubeconfig does not describe. See: kubectl config view");
    }
    return UserEntry.nobody(source.files().get(0));
  }

  private String unknown(String name) {
    String known = String.join(", ", contexts().stream().map(Choices.Context::name).toList());
    return "There is no context "
        + name
        + " ("
        + source.words()
        + "). "
        + (known.isEmpty() ? "It has no contexts at all." : "There is: " + known + ".");
  }

  private <T> Map<String, T> merged(Function<KubeconfigFile, Map<String, T>> part) {
    Map<String, T> merged = new LinkedHashMap<>();
    files.forEach(file -> part.apply(file).forEach(merged::putIfAbsent));
    return merged;
  }
}
