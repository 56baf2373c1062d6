package dev.roundabout.viz.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line what is wrong with a flag, and what that flag means; nothing of the others. */
final class FlagErrors implements IParameterExceptionHandler {

  /**
   * An error of one flag.
   *
   * @param flag as it is written
   */
  static ParameterException wrong(CommandSpec spec, String flag, String message) {
    return new ParameterException(spec.commandLine(), message, (ArgSpec) spec.findOption(flag), "");
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(line(error, command.getCommandSpec().qualifiedName()));
    flag(error).ifPresent(option -> err.print(help(option, command)));
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String line(ParameterException error, String command) {
    String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    if (flag(error).isPresent()) {
      return message;
    }
    return message + guess(error) + "; " + command + " --help lists all there is";
  }

  private static String guess(ParameterException error) {
    List<String> meant =
        error instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return meant.isEmpty() ? "" : ", did you mean " + String.join(" or ", meant) + "?";
  }

  private static Optional<OptionSpec> flag(ParameterException error) {
    Optional<ArgSpec> known = Optional.ofNullable(error.getArgSpec());
    return known
        .or(
            () ->
                error instanceof MissingParameterException missing
                    ? missing.getMissing().stream().findFirst()
                    : Optional.empty())
        .filter(OptionSpec.class::isInstance)
        .map(OptionSpec.class::cast);
  }

  private static String help(OptionSpec option, CommandLine command) {
    Help help = command.getHelp();
    Help.Layout layout = help.createDefaultLayout(List.of(option), List.of(), help.colorScheme());
    layout.addAllOptions(List.of(option), help.parameterLabelRenderer());
    return layout.toString();
  }
}
