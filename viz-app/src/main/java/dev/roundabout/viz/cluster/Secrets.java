package dev.roundabout.viz.cluster;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must not be seen: tokens, passwords and keys of the clusters that are used. It is learned
 * where it is read, and taken out of every text that leaves the program, because a message of a
 * library may quote what it was given. What looks like a credential is taken out, known or not. Any
 * thread.
 */
public final class Secrets {
  /** Stands for a secret. */
  public static final String HIDDEN = "(hidden)";

  /** A shorter one would be found within words that everybody may read. */
  private static final int SHORTEST = 6;

  /** One that is shorter may still be a common word within another, and is no random text. */
  private static final int LONG = 16;

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private record Look(String mark, Pattern pattern, String instead) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look("eyJ", Pattern.compile("eyJ[\\w-]{6,}(\\.[\\w-]+){1,2}"), HIDDEN),
          new Look("earer ", Pattern.compile("\\b([Bb]earer) [^\\s\"',;]+"), "$1 " + HIDDEN),
          new Look("Basic ", Pattern.compile("\\b(Basic) [\\w+/=-]{4,}"), "$1 " + HIDDEN),
          new Look("://", Pattern.compile("://[^/\\s@\"']+@"), "://" + HIDDEN + "@"),
          new Look(
              "-----BEGIN",
              Pattern.compile(
                  "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [^-]*-----|$)", Pattern.DOTALL),
              HIDDEN));

  private final Set<String> known = new ConcurrentSkipListSet<>(LONGEST_FIRST);

  /**
   * Takes note of a secret, whole and line by line, and of what it looks like within a URL, JSON
   * and base64.
   *
   * @param secret blank where there is none
   */
  public void know(String secret) {
    noteWithForms(secret.strip());
    secret
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("-----"))
        .forEach(this::noteWithForms);
  }

  private void noteWithForms(String secret) {
    if (secret.length() < SHORTEST) {
      return;
    }
    known.add(secret);
    known.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    known.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    for (int before = 0; before < 3; before++) {
      note(withinBase64(secret, before));
    }
  }

  private void note(String form) {
    if (form.length() >= SHORTEST) {
      known.add(form);
      known.add(form.replace('+', '-').replace('/', '_'));
    }
  }

  /** What is the same of it whatever stands around it, e.g. a user's name and a colon. */
  private static String withinBase64(String secret, int before) {
    byte[] text = secret.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[before + text.length];
    System.arraycopy(text, 0, padded, before, text.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
    int from = (before * 8 + 5) / 6;
    return encoded.substring(from, Math.max(from, padded.length * 8 / 6));
  }

  /** The text with {@link #HIDDEN} in place of every secret. */
  public String without(String text) {
    String shown = text;
    for (String secret : known) {
      shown = shown.contains(secret) ? hide(shown, secret) : shown;
    }
    for (Look look : LOOKS) {
      shown =
          shown.contains(look.mark())
              ? look.pattern().matcher(shown).replaceAll(look.instead())
              : shown;
    }
    return shown;
  }

  private static String hide(String text, String secret) {
    return secret.length() >= LONG
        ? text.replace(secret, HIDDEN)
        : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])")
            .matcher(text)
            .replaceAll(HIDDEN);
  }

  /** The failure, or one that says the same without a secret. */
  public IOException without(IOException failure) {
    String words = String.valueOf(failure.getMessage());
    String clean = without(words);
    return clean.equals(words) ? failure : new IOException(clean, failure);
  }

  /**
   * The same with every text that is in it, however deep in records and collections.
   *
   * @throws IllegalStateException where a record does not take its own parts
   */
  @SuppressWarnings("unchecked") // each branch gives what it takes
  public <T> T without(T value) {
    if (value instanceof String text) {
      return (T) without(text);
    }
    if (value instanceof Optional<?> optional) {
      Optional<Object> clean = optional.map(each -> without((Object) each));
      return clean.equals(optional) ? value : (T) clean;
    }
    if (value instanceof Record each) {
      return (T) rebuilt(each);
    }
    if (value instanceof List<?> || value instanceof Set<?>) {
      return (T) rebuilt((Collection<?>) value);
    }
    return value instanceof Map<?, ?> map ? (T) rebuilt(map) : value;
  }

  private Object rebuilt(Collection<?> all) {
    List<Object> clean = new ArrayList<>();
    all.forEach(each -> clean.add(without((Object) each)));
    if (clean.equals(List.copyOf(all))) {
      return all;
    }
    return all instanceof List ? List.copyOf(clean) : new LinkedHashSet<>(clean);
  }

  private Object rebuilt(Map<?, ?> map) {
    Map<Object, Object> clean = new LinkedHashMap<>();
    map.forEach((key, each) -> clean.put(without((Object) key), without((Object) each)));
    return clean.equals(map) ? map : clean;
  }

  private Record rebuilt(Record value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    Object[] parts = new Object[components.length];
    boolean changed = false;
    try {
      for (int i = 0; i < parts.length; i++) {
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        Object part = accessor.invoke(value);
        parts[i] = without(part);
        changed |= parts[i] != part;
      }
      return changed ? made(value.getClass(), components, parts) : value;
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("cannot take secrets out of " + value.getClass(), impossible);
    }
  }

  private static Record made(
      Class<? extends Record> kind, RecordComponent[] components, Object[] parts)
      throws ReflectiveOperationException {
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<? extends Record> constructor = kind.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(parts);
  }
}
