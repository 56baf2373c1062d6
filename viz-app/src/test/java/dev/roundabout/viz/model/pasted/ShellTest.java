package dev.roundabout.viz.model.pasted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pastes lines into the shells of this machine. */
final class ShellTest {
  private static final List<String> HOSTILE =
      List.of(
          "plain",
          "",
          "my cluster",
          "ctx1 (aws)",
          "it's mine",
          "'; touch pwned; '",
          "a\"b",
          "cost$HOME",
          "$(touch pwned)",
          "${HOME}",
          "a`touch pwned`b",
          "a;touch pwned",
          "a&&touch pwned",
          "a|touch pwned",
          "a>pwned",
          "a&",
          "a#b",
          "#a",
          "~",
          "~root",
          "*",
          "{a,b}",
          "[a]?",
          "!!",
          "a\\b",
          "a\\",
          "100%d",
          "-rf",
          "--kubeconfig=x",
          "a=b",
          "=ls",
          "a\nb",
          "a\ntouch pwned\n",
          "\n\n",
          "a\tb",
          "a\rb",
          "a\u001b[201~touch pwned\n",
          "a'\nb%s\\",
          "caf\u00e9 \u65e5\u672c\ud83d\ude80",
          "a\u202eb\u200b",
          "a\u2028b",
          "arn:aws:eks:eu-central-1:111122223333:cluster/demo");

  @TempDir private Path folder;

  private String pasted(String shell, String line) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path kubectl = bin.resolve("kubectl");
    Files.writeString(kubectl, "#!/bin/sh\nfor each in \"$@\"; do printf '[%s]' \"$each\"; done\n");
    assertThat(kubectl.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder = new ProcessBuilder(shell).directory(folder.toFile());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static boolean isHere(String shell) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "zsh", "ksh"})
  void everyWordArrivesAsItIs(String shell) throws IOException, InterruptedException {
    assumeTrue(isHere(shell));
    for (String name : HOSTILE) {
      String line = new PastedLine(Shell.POSIX, name).kubectlIn(name, "get", name);
      assertThat(line).as("it is one line, and shows what it does").doesNotContainPattern("\\p{C}");
      assertThat(pasted(shell, line))
          .as(line)
          .isEqualTo("[--context=%s][-n][%s][get][%s]".formatted(name, name, name));
    }
    assertThat(folder.resolve("pwned")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "zsh", "ksh"})
  void aLineThatIsToBeFilledInIsNotRun(String shell) throws IOException, InterruptedException {
    assumeTrue(isHere(shell));
    String line = Shell.POSIX.both("kubectl first", "kubectl second --user=" + PastedLine.YOU);
    assertThat(pasted(shell, line)).doesNotContain("[first]", "[second");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("bin"));
    }
  }

  /** No PowerShell is asked: this is how its language reference wants it. */
  @Test
  void powerShellQuotesInItsOwnWay() {
    Map<String, String> words =
        Map.of(
            "plain", "plain",
            "--context=prod", "--context=prod",
            "--context=it's $mine", "'--context=it''s $mine'",
            "-Da.b=c", "'-Da.b=c'",
            "a,b", "'a,b'",
            "\u2019; calc", "'\u2019\u2019; calc'",
            "a`\"$x\n\u202e",
                "\"a```\"`$x$([char]::ConvertFromUtf32(10))$([char]::ConvertFromUtf32(8238))\"");
    words.forEach((word, quoted) -> assertThat(Shell.POWERSHELL.quoted(word)).isEqualTo(quoted));
    assertThat(Shell.POWERSHELL.both("a", "b")).isEqualTo("a; if ($?) { b }");
    assertThat(Shell.POWERSHELL.assigned("REGISTRY", "example.com/team"))
        .isEqualTo("$REGISTRY = 'example.com/team'; ");
  }
}
