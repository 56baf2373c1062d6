package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kubectl port-forward} to one pod, on a free port of 127.0.0.1: for comparison only. */
final class KubectlForward implements AutoCloseable {
  private static final Pattern FORWARDING =
      Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) -> .*");

  private final Process process;
  private final Address address;

  private KubectlForward(Process process, Address address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Blocks until it listens.
   *
   * @param kubectl the program; looked up on the PATH where it is a bare name
   * @throws IOException where there is no kubectl, or it cannot forward; the message says what to
   *     do
   */
  static KubectlForward open(String kubectl, ClusterInfo info, String pod) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command(kubectl, info, pod)).redirectErrorStream(true).start();
    } catch (IOException absent) {
      throw new IOException(
          kubectl + ", which is measured against, is not on the PATH; install it and try again",
          absent);
    }
    try {
      return new KubectlForward(process, listening(process));
    } catch (IOException failure) {
      process.destroy();
      throw failure;
    }
  }

  private static List<String> command(String kubectl, ClusterInfo info, String pod) {
    return List.of(
        kubectl,
        "--context=" + info.origin().context(),
        "--namespace=" + info.namespace(),
        "port-forward",
        "--address=127.0.0.1",
        "pod/" + pod,
        ":" + info.podPort());
  }

  private static Address listening(Process process) throws IOException {
    List<String> said = new ArrayList<>();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher forwarding = FORWARDING.matcher(line);
      if (forwarding.matches()) {
        drain(lines);
        return new Address("127.0.0.1", Integer.parseInt(forwarding.group(1)));
      }
      said.add(line);
    }
    throw new IOException("kubectl port-forward ended: " + String.join(" ", said));
  }

  /** It says a word for each connection, and would stand still if nobody listened. */
  private static void drain(BufferedReader lines) {
    Thread thread = new Thread(() -> readToItsEnd(lines), "kubectl-words");
    thread.setDaemon(true);
    thread.start();
  }

  private static void readToItsEnd(BufferedReader lines) {
    try {
      var unused = lines.transferTo(Writer.nullWriter());
    } catch (IOException ended) {
      // by us, while it was read
    }
  }

  /** Where it leads to the pod. */
  Address address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
