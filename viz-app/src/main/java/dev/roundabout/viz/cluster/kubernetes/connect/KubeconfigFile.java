package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.model.pasted.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.YamlUnicodeReader;

/**
 * One file of a kubeconfig, read as kubectl reads it: its first document, in UTF-8 or UTF-16; of
 * two fields of one name the last; unknown fields are ignored.
 *
 * @param current the current context; empty where none is named
 */
record KubeconfigFile(
    String current,
    Map<String, ContextEntry> contexts,
    Map<String, ClusterEntry> clusters,
    Map<String, UserEntry> users) {
  private static final int LARGEST = 64 * 1024 * 1024;
  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

  /** Which cluster and which user belong together; empty names where there are none. */
  record ContextEntry(String cluster, String user, String namespace) {}

  /** Makes an entry of what stands in a file. */
  private interface Reading<T> {
    T of(Fields fields) throws IOException;
  }

  /**
   * Blocks for I/O.
   *
   * @throws IOException where it cannot be read; the message names the file and the field or line,
   *     and nothing of its content
   */
  static KubeconfigFile read(Path file) throws IOException {
    try {
      return of(document(file), file);
    } catch (IOException e) {
      throw new IOException(
          "The kubeconfig "
              + file
              + " cannot be read: "
              + Causes.reason(e)
              + ". See what kubectl says: "
              + Shell.here().line(List.of("kubectl", "config", "view", "--kubeconfig=" + file)));
    }
  }

  private static Fields document(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return document(new YamlUnicodeReader(bytes));
    }
  }

  private static Fields document(Reader reader) throws IOException {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(true).setCodePointLimit(LARGEST).build();
    Object first;
    try {
      Iterator<Object> documents = new Load(settings).loadAllFromReader(reader).iterator();
      first = documents.hasNext() ? documents.next() : null;
    } catch (RuntimeException e) {
      // Neither its message nor its cause goes on: a YAML parser cites the line, and what stands
      // there may be a token.
      throw new IOException("it is not valid YAML of a kubeconfig" + line(e));
    }
    return Fields.of(first == null ? Map.of() : first, "");
  }

  /**
   * @param file that this would be the text of
   * @throws IOException where it is none of a kubeconfig
   */
  static KubeconfigFile of(String text, Path file) throws IOException {
    return of(document(new StringReader(text)), file);
  }

  private static String line(Throwable failure) {
    return Causes.of(failure)
        .map(cause -> LINE.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(matcher -> " (line " + matcher.group(1) + ")")
        .findFirst()
        .orElse("");
  }

  private static KubeconfigFile of(Fields config, Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    return new KubeconfigFile(
        config.text("current-context"),
        named(config, "contexts", "context", KubeconfigFile::context),
        named(config, "clusters", "cluster", cluster -> ClusterEntry.of(cluster, folder)),
        named(config, "users", "user", user -> UserEntry.of(user, file)));
  }

  private static ContextEntry context(Fields context) throws IOException {
    return new ContextEntry(
        context.text("cluster"), context.text("user"), context.text("namespace"));
  }

  private static <T> Map<String, T> named(
      Fields config, String list, String part, Reading<T> reading) throws IOException {
    Map<String, T> named = new LinkedHashMap<>();
    for (Fields item : config.parts(list)) {
      String name = item.text("name");
      Optional<Fields> content = item.part(part);
      T entry =
          reading.of(content.isPresent() ? content.get() : Fields.of(Map.of(), list + "." + part));
      if (named.putIfAbsent(name, entry) != null) {
        throw new IOException("it has two " + list + " called " + name + "; rename one of them");
      }
    }
    return named;
  }
}
