package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
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
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout",
      "  roundabout --context minikube --namespace demo",
      "  roundabout run --for 30s --scale 5@10s --kill any@20s"
    },
    subcommands = {
      WindowCommand.class,
      RunCommand.class,
      ExperimentsCommand.class,
      DeployCommand.class,
      UndeployCommand.class,
      JobCommand.class,
      PreflightCommand.class,
      BenchCommand.class
    })
public final class Main implements Callable<Integer> {
  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WindowOptions options = new WindowOptions();

  private final Machine machine;

  private Main(Machine machine) {
    this.machine = machine;
  }

  /** Ends the JVM with 0, with 1 after a failure, or with 2 after wrong flags. */
  public static void main(String[] args) {
    Machine machine = Machine.ofThisProcess();
    Secrets secrets = machine.kubeconfig().secrets();
    System.setOut(ScreenedOutput.over(System.out, secrets));
    System.setErr(ScreenedOutput.over(System.err, secrets));
    Logs.configure();
    forgetIdleConnections();
    System.exit(commandLine(machine).execute(args));
  }

  /**
   * Java 17 keeps an idle HTTP/1.1 connection for 20 minutes, which balancers before an API drop
   * without a word long before: the next change on it would be lost. Newer ones keep it as long as
   * this.
   */
  private static void forgetIdleConnections() {
    if (System.getProperty(KEEP_ALIVE) == null) {
      System.setProperty(KEEP_ALIVE, "30");
    }
  }

  static CommandLine commandLine(Machine machine) {
    CommandLine commandLine =
        new CommandLine(new Main(machine), new Commands(machine))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(new FlagErrors());
    FlagGroups.apply(commandLine);
    return commandLine;
  }

  @Override
  public Integer call() throws InterruptedException {
    return WindowCommand.open(options, machine, spec);
  }

  /** Makes the commands that meet the machine. */
  private record Commands(Machine machine) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      Map<Class<?>, Function<Machine, Object>> makers =
          Map.of(
              WindowCommand.class, WindowCommand::new,
              RunCommand.class, RunCommand::new,
              ExperimentsCommand.class, ExperimentsCommand::new,
              DeployCommand.class, DeployCommand::new,
              UndeployCommand.class, UndeployCommand::new,
              JobCommand.class, JobCommand::new,
              PreflightCommand.class, PreflightCommand::new,
              BenchCommand.class, BenchCommand::new);
      return makers.containsKey(type)
          ? type.cast(makers.get(type).apply(machine))
          : CommandLine.defaultFactory().create(type);
    }
  }

  /** Reads the version that the build wrote. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"roundabout " + read(), "Java " + Runtime.version()};
    }

    static String read() throws IOException {
      return read("version");
    }

    /** Version of grpc-java. */
    static String grpc() throws IOException {
      return read("grpc");
    }

    private static String read(String name) throws IOException {
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IOException("version.properties is missing from the build");
        }
        Properties properties = new Properties();
        properties.load(in);
        return properties.getProperty(name, "unknown");
      }
    }
  }
}
