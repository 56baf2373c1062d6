package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.pasted.PastedLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kubectl port-forward} to one pod, on a free port of 127.0.0.1: for comparison only. */
final class KubectlForward implements AutoCloseable {
  private static final Pattern FORWARDING =
      Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) -> .*");

  /** Long enough to log in. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

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
   * @param patience how long it may take until it listens
   * @throws IOException where there is no kubectl, or it does not forward; the message says what to
   *     do
   */
  static KubectlForward open(String kubectl, ClusterInfo info, String pod, Duration patience)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command(kubectl, info, pod)).redirectErrorStream(true).start();
    } catch (IOException absent) {
      throw new IOException(
          kubectl + ", which is measured against, is not on the PATH; install it and try again",
          absent);
    }
    List<String> said = new CopyOnWriteArrayList<>();
    CompletableFuture<Address> address = new CompletableFuture<>();
    Thread thread = new Thread(() -> listen(process, said, address), "kubectl-words");
    thread.setDaemon(true);
    thread.start();
    try {
      return new KubectlForward(process, await(address, patience, info, said));
    } catch (IOException | InterruptedException failure) {
      end(process);
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

  /** Its words are read to their end: it has some for each connection, and would stand still. */
  private static void listen(
      Process process, List<String> said, CompletableFuture<Address> address) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher forwarding = FORWARDING.matcher(line);
        if (forwarding.matches()) {
          address.complete(new Address("127.0.0.1", Integer.parseInt(forwarding.group(1))));
        }
        if (!address.isDone()) {
          said.add(line);
        }
      }
      address.completeExceptionally(new IOException("kubectl port-forward ended" + words(said)));
    } catch (IOException ended) {
      address.completeExceptionally(ended); // by us, while it was read
    }
  }

  private static Address await(
      CompletableFuture<Address> address, Duration patience, ClusterInfo info, List<String> said)
      throws IOException, InterruptedException {
    try {
      return address.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException ended) {
      throw new IOException(
          Objects.requireNonNullElse(ended.getCause(), ended).getMessage(), ended);
    } catch (TimeoutException silent) {
      throw new IOException(
          "kubectl port-forward does not listen after "
              + patience.toSeconds()
              + " s"
              + words(said)
              + "; its plugin may wait for you to log in. Try: "
              + PastedLine.version(info.origin().context()),
          silent);
    }
  }

  private static String words(List<String> said) {
    return said.isEmpty() ? "" : ": " + String.join(" ", said);
  }

  /** Where it leads to the pod. */
  Address address() {
    return address;
  }

  @Override
  public void close() {
    end(process);
  }

  /** With its plugin, which would go on to wait. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
