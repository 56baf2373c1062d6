package dev.roundabout.viz.channelz;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which client a channel belongs to, from its target.
 *
 * @param client from 1
 * @param shown the target as people know it: with the scheme of the resolver whose behaviour it
 *     has, and without the fragment
 */
record ChannelName(int client, String shown) {
  private static final Pattern TARGET = Pattern.compile("[a-z]+:///([^#]+)#([^/]+)/([1-9][0-9]?)");

  /** Empty where the channel is not one of the client with this key. */
  static Optional<ChannelName> of(String target, String key) {
    Matcher matcher = TARGET.matcher(target);
    return matcher.matches() && matcher.group(2).equals(key)
        ? Optional.of(
            new ChannelName(Integer.parseInt(matcher.group(3)), "dns:///" + matcher.group(1)))
        : Optional.empty();
  }
}
