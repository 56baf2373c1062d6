package dev.roundabout.viz.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A file that a flag names. Nothing is seen of it until all of it is.
 *
 * @param flag as it is written
 */
record OutputFile(String flag, Path file) {

  /**
   * Refuses, before anything was done, what could not be written afterwards.
   *
   * @throws ParameterException with what to do
   */
  void check(CommandSpec spec) {
    if (Files.isDirectory(file)) {
      throw FlagErrors.wrong(spec, flag, flag + " " + file + " is a folder: name a file in it");
    }
    try {
      Path part = part();
      Files.write(part, new byte[0]);
      Files.delete(part);
    } catch (IOException e) {
      throw FlagErrors.wrong(
          spec,
          flag,
          flag
              + " cannot write to "
              + folder()
              + " ("
              + e.getClass().getSimpleName()
              + "): make that folder, or name a file where you may write");
    }
  }

  /**
   * @throws IOException where it cannot be written; what was there before is left as it is
   */
  void write(String text) throws IOException {
    Path part = part();
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path part() {
    return folder().resolve("." + file.getFileName() + ".part");
  }

  private Path folder() {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
  }
}
