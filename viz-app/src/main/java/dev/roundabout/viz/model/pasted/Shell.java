package dev.roundabout.viz.model.pasted;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a line for a terminal in which every word arrives as it is, whatever it holds: names of
 * contexts, users and files are somebody else's. What cannot be seen is written by its number,
 * because a terminal obeys control characters even between quotes. Any thread.
 */
public enum Shell {
  /** {@code sh}, {@code bash}, {@code zsh} and the like. */
  POSIX {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+:,./-][\\w@%+=:,./-]*");

    private static final Pattern END = Pattern.compile("\n+$");

    private static final Pattern FLAG = Pattern.compile("(--?\\w[\\w.-]*=)(.*)", Pattern.DOTALL);

    @Override
    public String quoted(String word) {
      Matcher flag = FLAG.matcher(word);
      return flag.matches() ? flag.group(1) + value(flag.group(2)) : value(word);
    }

    private static String value(String word) {
      if (PLAIN.matcher(word).matches()) {
        return word;
      }
      if (!INVISIBLE.matcher(word).find()) {
        return "'" + word.replace("'", "'\\''") + "'";
      }
      // A substitution loses the line breaks at its end.
      String body = END.matcher(word).replaceFirst("");
      return "\"$(printf '"
          + printed(body)
          + "')"
          + "${IFS#??}".repeat(word.length() - body.length())
          + '"';
    }

    private static String printed(String word) {
      return word.codePoints()
          .mapToObj(Character::toString)
          .map(each -> NEEDS_NUMBER.matcher(each).matches() ? octal(each) : each)
          .collect(Collectors.joining());
    }

    private static String octal(String character) {
      StringBuilder text = new StringBuilder();
      for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
        text.append(String.format(Locale.ROOT, "\\%03o", each));
      }
      return text.toString();
    }

    @Override
    public String assigned(String variable, String value) {
      return variable + "=" + quoted(value) + "; ";
    }

    @Override
    public String both(String first, String second) {
      return first + " && " + second;
    }
  },
  /** Windows, from version 7.3 on: those before lose quotation marks within a word. */
  POWERSHELL {
    private static final Pattern PLAIN = Pattern.compile("[\\w/:=-]+|\\w[\\w/:.-]*");

    /** It takes each of them for the end of a word. */
    private static final Pattern QUOTE = Pattern.compile("['\u2018-\u201b]");

    private static final Pattern SPECIAL = Pattern.compile("[`$\"\u201c-\u201e]");

    @Override
    public String quoted(String word) {
      if (PLAIN.matcher(word).matches()) {
        return word;
      }
      return INVISIBLE.matcher(word).find()
          ? "\"" + numbered(SPECIAL.matcher(word).replaceAll("`$0")) + "\""
          : "'" + QUOTE.matcher(word).replaceAll("$0$0") + "'";
    }

    private static String numbered(String word) {
      return INVISIBLE
          .matcher(word)
          .replaceAll(
              found -> "\\$([char]::ConvertFromUtf32(%d))".formatted(found.group().codePointAt(0)));
    }

    @Override
    public String assigned(String variable, String value) {
      return "$" + variable + " = '" + QUOTE.matcher(value).replaceAll("$0$0") + "'; ";
    }

    @Override
    public String both(String first, String second) {
      return first + "; if ($?) { " + second + " }";
    }
  };

  /** The word as it has to be written to arrive. */
  public abstract String quoted(String word);

  /** A line that does the second only where the first went well. */
  public abstract String both(String first, String second);

  /** The beginning of a line, which gives a variable a value for the rest of it. */
  public abstract String assigned(String variable, String value);

  /** A command: a program and its arguments. */
  public String line(List<String> words) {
    return words.stream().map(this::quoted).collect(Collectors.joining(" "));
  }

  /** Control characters, and those that turn the direction of text or have no width. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private static final Pattern NEEDS_NUMBER =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}'\\\\%]");

  /** The one of this machine's system. */
  public static Shell here() {
    return File.separatorChar == '\\' ? POWERSHELL : POSIX;
  }
}
