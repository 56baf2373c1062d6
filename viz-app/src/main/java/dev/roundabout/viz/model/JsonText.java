package dev.roundabout.viz.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes parsed JSON as text: two spaces of indentation, names in order. */
final class JsonText {
  private JsonText() {}

  /**
   * @param value maps, lists, strings, numbers and booleans
   */
  static String of(Object value) {
    return text(value, "");
  }

  private static String text(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      return object(map, indent);
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> text(element, indent))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Double number) {
      return number == Math.rint(number) ? Long.toString(number.longValue()) : number.toString();
    }
    return value instanceof String words ? quoted(words) : String.valueOf(value);
  }

  private static String object(Map<?, ?> map, String indent) {
    if (map.isEmpty()) {
      return "{}";
    }
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
    String inner = indent + "  ";
    return sorted.entrySet().stream()
        .map(entry -> inner + quoted(entry.getKey()) + ": " + text(entry.getValue(), inner))
        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
  }

  private static String quoted(String words) {
    return '"' + words.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
