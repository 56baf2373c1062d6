package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping of a YAML or JSON document, read field by field and as strictly as kubectl does it: a
 * number is no text. What is absent, {@code null} or empty is all the same. Messages name the field
 * and say nothing of its value, which may be a secret.
 */
final class Fields {
  /** As YAML 1.1 spells it, which kubectl reads. */
  private static final Set<String> YES = Set.of("true", "yes", "on", "y");

  private static final Set<String> NO = Set.of("false", "no", "off", "n");

  private final Map<?, ?> values;
  private final String path;

  private Fields(Map<?, ?> values, String path) {
    this.values = values;
    this.path = path;
  }

  /**
   * @param path of the mapping, for messages; empty for the document itself
   * @throws IOException where it is none
   */
  static Fields of(Object node, String path) throws IOException {
    if (node instanceof Map<?, ?> map) {
      return new Fields(map, path);
    }
    throw new IOException((path.isEmpty() ? "it" : path) + " has to be a mapping");
  }

  String text(String name) throws IOException {
    Object value = values.get(name);
    return value == null ? "" : text(value, where(name));
  }

  private static String text(Object value, String where) throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw new IOException(where + " has to be text; put it in quotes");
  }

  boolean flag(String name) throws IOException {
    Object value = values.get(name);
    String spelled = value == null ? "false" : String.valueOf(value).toLowerCase(Locale.ROOT);
    if (YES.contains(spelled)) {
      return true;
    }
    if (NO.contains(spelled)) {
      return false;
    }
    throw new IOException(where(name) + " has to be true or false");
  }

  /** What is written in base64. */
  byte[] data(String name) throws IOException {
    String written = text(name).replaceAll("[\\r\\n]", "");
    try {
      return Base64.getDecoder().decode(written);
    } catch (IllegalArgumentException e) {
      throw new IOException(where(name) + " is not valid base64");
    }
  }

  List<String> texts(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object item : items(name)) {
      texts.add(item == null ? "" : text(item, where(name)));
    }
    return List.copyOf(texts);
  }

  Map<String, List<String>> textsByName(String name) throws IOException {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    Optional<Fields> part = part(name);
    if (part.isPresent()) {
      for (Object key : part.get().values.keySet()) {
        byName.put(String.valueOf(key), part.get().texts(String.valueOf(key)));
      }
    }
    return byName;
  }

  Map<String, String> textByName(String name) throws IOException {
    Map<String, String> byName = new LinkedHashMap<>();
    Optional<Fields> part = part(name);
    if (part.isPresent()) {
      for (Object key : part.get().values.keySet()) {
        byName.put(String.valueOf(key), part.get().text(String.valueOf(key)));
      }
    }
    return byName;
  }

  Optional<Fields> part(String name) throws IOException {
    Object value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(of(value, where(name)));
  }

  List<Fields> parts(String name) throws IOException {
    List<Fields> parts = new ArrayList<>();
    for (Object item : items(name)) {
      parts.add(of(item == null ? Map.of() : item, where(name)));
    }
    return parts;
  }

  /** Whatever it is. */
  Optional<Object> any(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private List<?> items(String name) throws IOException {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IOException(where(name) + " has to be a list");
  }

  private String where(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
