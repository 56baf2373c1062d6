package dev.roundabout.viz.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Without a subcommand it opens the window. */
@Command(
    name = "roundabout",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Shows a real gRPC client at work against the pods of a Kubernetes Service.",
    subcommands = {WindowCommand.class, RunCommand.class, BenchCommand.class})
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WindowOptions options = new WindowOptions();

  private Main() {}

  /** Ends the JVM with 0, with 1 after a failure, or with 2 after wrong flags. */
  public static void main(String[] args) {
    Logs.configure();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    return WindowCommand.open(options, spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** Reads the version that the build wrote. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"roundabout " + read(), "Java " + Runtime.version()};
    }

    static String read() throws IOException {
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IOException("version.properties is missing from the build");
        }
        Properties properties = new Properties();
        properties.load(in);
        return properties.getProperty("version", "unknown");
      }
    }
  }
}
