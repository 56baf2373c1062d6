package dev.roundabout.viz.app;

import java.lang.reflect.Member;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The flags of a command by what they are about, which is the order of its help. */
final class FlagGroups {
  private static final Group OUTPUT = new Group("Output", List.of());

  private static final List<Group> GROUPS =
      List.of(
          new Group("What to look at", List.of(ClusterOptions.class, SessionOptions.class)),
          new Group("What to do", List.of(ExperimentsCommand.class, BenchCommand.class)),
          new Group("Client and load", List.of(ClientOptions.class, JobCommand.class)),
          new Group("Re-resolving", List.of(ResolveOptions.class)),
          new Group(
              "Changes of the cluster",
              List.of(ClusterChanges.class, Unlocking.class, DeployCommand.class)),
          OUTPUT);

  private FlagGroups() {}

  /** Has a command and all below it list their flags in groups. */
  static void apply(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, FlagGroups::render);
    command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    command.getSubcommands().values().forEach(FlagGroups::apply);
  }

  private static String render(Help help) {
    List<OptionSpec> shown =
        help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
    return GROUPS.stream().map(group -> group.render(shown, help)).collect(Collectors.joining());
  }

  private static Group of(OptionSpec option) {
    return option.userObject() instanceof Member declared
        ? GROUPS.stream()
            .filter(group -> group.classes().contains(declared.getDeclaringClass()))
            .findFirst()
            .orElse(OUTPUT)
        : OUTPUT;
  }

  /**
   * Flags that are about one thing.
   *
   * @param classes that declare them
   */
  private record Group(String heading, List<Class<?>> classes) {

    String render(List<OptionSpec> shown, Help help) {
      List<OptionSpec> mine = shown.stream().filter(option -> of(option).equals(this)).toList();
      if (mine.isEmpty()) {
        return "";
      }
      Help.Layout layout = help.createDefaultLayout(shown, List.of(), help.colorScheme());
      layout.addAllOptions(mine, help.parameterLabelRenderer());
      return System.lineSeparator() + heading + ":" + System.lineSeparator() + layout;
    }
  }
}
