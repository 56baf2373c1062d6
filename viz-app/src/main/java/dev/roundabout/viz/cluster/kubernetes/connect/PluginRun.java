package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.model.pasted.PastedLine;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a credential plugin once, as kubectl does: it answers on its standard output alone, and what
 * it says on the other goes to whoever waits.
 */
final class PluginRun {
  /** For a plugin that says nothing: it should have its token somewhere. */
  private static final Duration SILENT = Duration.ofSeconds(20);

  /** For one that said something: somebody may have to open a page and log in. */
  private static final Duration TALKING = Duration.ofMinutes(5);

  private final KubeContext context;
  private final ExecEntry exec;
  private final Consumer<String> told;

  /**
   * @param told what it says, line by line, on another thread
   */
  PluginRun(KubeContext context, ExecEntry exec, Consumer<String> told) {
    this.context = context;
    this.exec = exec;
    this.told = told;
  }

  /**
   * Blocks, and ends the plugin with all that it started where it is interrupted.
   *
   * @throws IOException where it gives nothing; the message has its own reason
   */
  Credential run() throws IOException {
    boolean interactive = isInteractive();
    Process process = start(interactive);
    Thread atExit = new Thread(() -> end(process), "kubernetes-plugin-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    PluginOutput output = new PluginOutput(process, told);
    try {
      await(process, output, interactive);
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s failed with exit code %d%s"
                .formatted(what(), process.exitValue(), output.reason()));
      }
      return new PluginAnswer(what(), exec.apiVersion()).read(output.answer());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(what() + " was not waited for");
    } finally {
      end(process);
      forget(atExit);
    }
  }

  private void await(Process process, PluginOutput output, boolean interactive)
      throws IOException, InterruptedException {
    if (!interactive && process.waitFor(SILENT.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    boolean patient = interactive || output.hasSpoken();
    long rest = TALKING.minus(SILENT).toMillis();
    if (!patient || !process.waitFor(rest, TimeUnit.MILLISECONDS)) {
      throw new IOException(
          what()
              + " did not end in time"
              + output.reason()
              + ". It may wait for you to log in. Try: "
              + PastedLine.version(context.name()));
    }
  }

  private boolean isInteractive() throws IOException {
    boolean terminal = Terminal.isThere();
    if (exec.interactiveMode().equals("Always") && !terminal) {
      throw new IOException(
          what() + " needs a terminal (interactiveMode: Always), and there is none here");
    }
    return terminal && !exec.interactiveMode().equals("Never");
  }

  private Process start(boolean interactive) throws IOException {
    Map<String, String> environment = new HashMap<>(context.source().environment());
    environment.putAll(exec.environment());
    Executable executable = new Executable(exec.command(), context.source());
    ProcessBuilder builder = new ProcessBuilder(executable.find(what(), exec.installHint()));
    builder.command().addAll(exec.args());
    builder.environment().putAll(environment);
    builder
        .environment()
        .put("KUBERNETES_EXEC_INFO", new ExecInfo(context, exec).json(interactive));
    builder.redirectInput(interactive ? Redirect.INHERIT : Redirect.from(nothing()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(what() + " cannot be started: " + Causes.root(e), e);
    }
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  private String what() {
    return "The credential plugin " + exec.command() + " of context " + context.name();
  }

  /** With what it started: a shell that is ended leaves its commands behind. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void forget(Thread atExit) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // then it runs
    }
  }
}
