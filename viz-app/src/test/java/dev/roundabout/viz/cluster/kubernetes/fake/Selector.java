package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Label and field selectors of a request (kubernetes.io, "Labels and Selectors" and "Field
 * Selectors").
 */
final class Selector {
  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUALS = Pattern.compile("([^=!\\s]+)\\s*==?\\s*(.*)");
  private static final Pattern NOT_EQUALS = Pattern.compile("([^=!\\s]+)\\s*!=\\s*(.*)");

  private Selector() {}

  static Predicate<JsonNode> labels(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : requirements(text)) {
      Predicate<JsonNode> one = label(requirement);
      all = all.and(object -> one.test(object.path("metadata").path("labels")));
    }
    return all;
  }

  static Predicate<JsonNode> fields(String text) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : requirements(text)) {
      all = all.and(field(requirement));
    }
    return all;
  }

  /** Commas part requirements, but not the values within brackets. */
  private static List<String> requirements(String text) {
    List<String> requirements = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        requirements.add(text.substring(start, at).trim());
        start = at + 1;
      }
    }
    requirements.add(text.substring(start).trim());
    requirements.removeIf(String::isEmpty);
    return requirements;
  }

  private static Predicate<JsonNode> label(String requirement) {
    Matcher set = SET.matcher(requirement);
    if (set.matches()) {
      Set<String> values = Set.of(set.group(3).trim().split("\\s*,\\s*"));
      boolean in = set.group(2).equals("in");
      return labels -> values.contains(labels.path(set.group(1)).asString("")) == in;
    }
    Matcher not = NOT_EQUALS.matcher(requirement);
    if (not.matches()) {
      return labels -> !labels.path(not.group(1)).asString("").equals(not.group(2));
    }
    Matcher equal = EQUALS.matcher(requirement);
    if (equal.matches()) {
      return labels ->
          labels.has(equal.group(1))
              && labels.path(equal.group(1)).asString("").equals(equal.group(2));
    }
    return requirement.startsWith("!")
        ? labels -> !labels.has(requirement.substring(1))
        : labels -> labels.has(requirement);
  }

  private static Predicate<JsonNode> field(String requirement) {
    Matcher not = NOT_EQUALS.matcher(requirement);
    if (not.matches()) {
      return object -> !at(object, not.group(1)).equals(not.group(2));
    }
    Matcher equal = EQUALS.matcher(requirement);
    if (equal.matches()) {
      return object -> at(object, equal.group(1)).equals(equal.group(2));
    }
    throw ApiError.badRequest("unable to parse requirement: " + requirement);
  }

  private static String at(JsonNode object, String path) {
    return object.at("/" + path.replace('.', '/')).asString("");
  }
}
