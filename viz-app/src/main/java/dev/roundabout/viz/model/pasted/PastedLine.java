package dev.roundabout.viz.model.pasted;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes every line that is to be pasted into a terminal: it names the cluster that is looked at,
 * whichever is current there, and runs nothing but what it shows. Any thread.
 *
 * @param shell that it is pasted into
 * @param context of the kubeconfig
 */
public record PastedLine(Shell shell, String context) {
  /** To be filled in; as it stands it is no syntax of any shell, so that nothing is run. */
  public static final String YOU = "<YOU>";

  /** For this machine's shell. */
  public static PastedLine of(Origin origin) {
    return new PastedLine(Shell.here(), origin.context());
  }

  /** For what no namespace holds. */
  public String kubectl(String... words) {
    return line(List.of("kubectl", "--context=" + context), words);
  }

  public String kubectlIn(String namespace, String... words) {
    return line(List.of("kubectl", "--context=" + context, "-n", namespace), words);
  }

  /** A command of ours, with its flags. */
  public String roundabout(String namespace, String command, String... flags) {
    return line(
        List.of("roundabout", command, "--context=" + context, "--namespace=" + namespace), flags);
  }

  /** That asks whether the context's cluster answers. */
  public static String version(String context) {
    return new PastedLine(Shell.here(), context).kubectl("version");
  }

  /** That asks Roundabout what is missing. */
  public static String preflight(ClusterInfo info) {
    return of(info.origin())
        .roundabout(info.namespace(), "preflight", "--deployment=" + info.deployment());
  }

  private String line(List<String> first, String... more) {
    return shell.line(Stream.concat(first.stream(), Stream.of(more)).toList());
  }
}
