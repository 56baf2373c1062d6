package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * As whom one asks, in place of who one is: {@code as}, {@code as-uid}, {@code as-groups} and
 * {@code as-user-extra}.
 *
 * @param user empty where one asks as oneself
 * @param uid empty where none is said
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/">User
 *     impersonation</a>
 */
record Impersonation(
    String user, String uid, List<String> groups, Map<String, List<String>> extra) {
  /** What a name of a header may have in it (RFC 9110, section 5.6.2), but for the percent sign. */
  private static final String IN_NAMES = "!#$&'*+-.^_`|~";

  /** One header of a request. */
  record Header(String name, String value) {}

  static Impersonation of(Fields user) throws IOException {
    return new Impersonation(
        user.text("as"),
        user.text("as-uid"),
        user.texts("as-groups"),
        user.textsByName("as-user-extra"));
  }

  boolean isPresent() {
    return !user.isEmpty();
  }

  /** Whether more is said than can be asked for. */
  boolean lacksUser() {
    return user.isEmpty() && !(uid.isEmpty() && groups.isEmpty() && extra.isEmpty());
  }

  /** As client-go sends them, in this order. */
  List<Header> headers() {
    if (!isPresent()) {
      return List.of();
    }
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Impersonate-User", user));
    if (!uid.isEmpty()) {
      headers.add(new Header("Impersonate-Uid", uid));
    }
    groups.forEach(group -> headers.add(new Header("Impersonate-Group", group)));
    extra.forEach(
        (key, values) ->
            values.forEach(
                value -> headers.add(new Header("Impersonate-Extra-" + escaped(key), value))));
    return List.copyOf(headers);
  }

  /** The API takes percent signs for an escape and does not tell capitals from others. */
  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      boolean plain =
          letter < 0x80 && (Character.isLetterOrDigit(letter) || IN_NAMES.indexOf(letter) >= 0);
      escaped.append(plain ? String.valueOf(letter) : "%%%02X".formatted(each));
    }
    return escaped.toString();
  }
}
