package dev.roundabout.viz.channelz;

import dev.roundabout.viz.model.Address;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The addresses of a subchannel from its target in channelz, which is the text of a list of {@code
 * EquivalentAddressGroup}s: {@code [[[/127.0.0.4:9090]/{dev.roundabout.target=127.0.0.4:9090}]]}.
 */
final class TargetText {
  private static final Pattern TARGET =
      Pattern.compile("dev\\.roundabout\\.target=\\[?([0-9a-fA-F.:%]+?)]?:([0-9]{1,5})(?=[,}])");

  private TargetText() {}

  /** In their order; the one that a connection goes to, also where a tunnel carries it. */
  static List<Address> addresses(String target) {
    return TARGET.matcher(target).results().map(TargetText::address).toList();
  }

  private static Address address(MatchResult found) {
    return new Address(found.group(1), Integer.parseInt(found.group(2)));
  }
}
