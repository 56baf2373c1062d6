package dev.roundabout.workload;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code workload server}: runs one {@link WorkloadServer} until SIGTERM or SIGINT. */
@Command(
    name = "server",
    description = "Serves the article's contract, with health, reflection and channelz.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    versionProvider = Main.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "${env:HOST_ADDRESS:-0.0.0.0}",
      description = "Address to listen on, env HOST_ADDRESS. In a pod: all interfaces.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:PORT:-9090}",
      description = "Port to listen on, env PORT; 0 takes a free one.")
  private int port;

  @Option(
      names = "--pod-name",
      defaultValue = "${env:POD_NAME:-}",
      description = "Name of the pod in every answer, env POD_NAME.")
  private String pod;

  @Option(
      names = "--node-name",
      defaultValue = "${env:NODE_NAME:-}",
      description = "Name of the node in every answer, env NODE_NAME.")
  private String node;

  @Option(
      names = "--max-connection-age",
      defaultValue = "${env:MAX_CONNECTION_AGE}",
      converter = DurationConverter.class,
      description = "Ends a connection after this time, env MAX_CONNECTION_AGE. Default: never.")
  private Optional<Duration> maxConnectionAge;

  @Option(
      names = "--max-connection-age-grace",
      defaultValue = "${env:MAX_CONNECTION_AGE_GRACE}",
      converter = DurationConverter.class,
      description =
          "How long calls may go on after that, env MAX_CONNECTION_AGE_GRACE. Default: for ever.")
  private Optional<Duration> maxConnectionAgeGrace;

  @Option(
      names = "--drain",
      defaultValue = "${env:DRAIN:-25s}",
      converter = DurationConverter.class,
      description =
          "How long calls may take to end after SIGTERM, env DRAIN. Keep it below the pod's"
              + " terminationGracePeriodSeconds.")
  private Duration drain;

  @Option(
      names = "--allow-freeze",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:ALLOW_FREEZE:-false}",
      description =
          "Lets any client freeze this server for up to ten minutes, env ALLOW_FREEZE: for"
              + " demonstrations. Default: no.")
  private boolean allowFreeze;

  @Option(
      names = "--cpu-limit",
      defaultValue = "${env:CPU_LIMIT}",
      converter = Limit.class,
      description =
          "CPU of the work that calls ask for, such as 200m, env CPU_LIMIT. It is reckoned as the"
              + " kernel does for a container, and not burnt. Default: no limit, and work is burnt.")
  private Optional<CpuLimit> cpuLimit;

  /** Reads a limit; what is wrong with it becomes a usage error. */
  static final class Limit implements ITypeConverter<CpuLimit> {
    @Override
    public CpuLimit convert(String text) {
      try {
        return CpuLimit.of(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }

  @Override
  public Integer call() {
    ServerOptions options = options();
    WorkloadServer server;
    try {
      server = WorkloadServer.start(options);
    } catch (IOException failure) {
      spec.commandLine()
          .getErr()
          .println("Cannot listen on " + options.bind() + ": " + reason(failure));
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drainAndExit(server), "workload-exit"));
    PrintWriter err = spec.commandLine().getErr();
    var unused = server.firstRequest().thenAccept(first -> print(first, err));
    PrintWriter out = spec.commandLine().getOut();
    out.println("listening on " + text(server.address()) + " as " + server.id());
    out.flush();
    server.stopped().join();
    return 0;
  }

  private static void print(FirstRequest first, PrintWriter err) {
    err.println(first.line());
    err.flush();
  }

  private ServerOptions options() {
    if (port < 0 || port > 65535) {
      throw new ParameterException(spec.commandLine(), "--port must be 0 to 65535, not " + port);
    }
    InetSocketAddress bind = new InetSocketAddress(host, port);
    if (bind.isUnresolved()) {
      throw new ParameterException(spec.commandLine(), "--host is unknown: " + host);
    }
    try {
      return ServerOptions.at(bind)
          .withPod(pod)
          .withNode(node)
          .withMaxConnectionAge(maxConnectionAge)
          .withMaxConnectionAgeGrace(maxConnectionAgeGrace)
          .withDrain(drain)
          .withAllowFreeze(allowFreeze)
          .withCpuLimit(cpuLimit);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /** The last hook: a JVM that SIGTERM ends would exit with 143, and a clean stop is a success. */
  private void drainAndExit(WorkloadServer server) {
    server.drain().join();
    spec.commandLine().getOut().println("stopped");
    spec.commandLine().getOut().flush();
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
