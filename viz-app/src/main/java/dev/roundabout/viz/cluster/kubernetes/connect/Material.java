package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A certificate or a key of a kubeconfig: a file, or its content.
 *
 * @param field by which it is named in messages
 * @param file where it is one
 * @param data in PEM; empty where there is none
 */
record Material(String field, Optional<Path> file, String data) {
  static final Material NONE = new Material("", Optional.empty(), "");

  static Material of(Fields fields, String fileField, String dataField, Path folder)
      throws IOException {
    String file = fields.text(fileField);
    String data = new String(fields.data(dataField), StandardCharsets.UTF_8);
    return new Material(
        fileField, file.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(file)), data);
  }

  boolean isEmpty() {
    return file.isEmpty() && data.isEmpty();
  }

  boolean isSaidTwice() {
    return file.isPresent() && !data.isEmpty();
  }

  /**
   * In PEM; blocks for I/O.
   *
   * @throws IOException where the file cannot be read; the message names field and file
   */
  String pem() throws IOException {
    if (file.isEmpty()) {
      return data;
    }
    try {
      return Files.readString(file.get(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException(field + " " + file.get() + " cannot be read: " + Causes.reason(e), e);
    }
  }

  /** Never the key itself, where somebody prints a record. */
  @Override
  public String toString() {
    return field + file.map(path -> " " + path).orElse("");
  }
}
