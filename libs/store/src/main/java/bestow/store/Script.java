package bestow.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A Lua script that Redis runs as one step. Its source begins with `#!lua`, so that Redis refuses
/// it before its first line, not in the midst of it, where it may not write. A script that erred
/// midway isn't rolled back: check everything first, then write. Immutable.
public final class Script {

  private static final String FIRST_LINE = "#!lua";
  private static final String READ_ONLY = "no-writes";
  private static final String ENDING = ".lua";

  private final String name;
  private final String source;
  private final String digest;
  private final boolean writes;

  private Script(String name, String source) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A script has a name");
    }
    if (!source.startsWith(FIRST_LINE)) {
      throw new IllegalArgumentException(
          "The script " + name + " begins with " + FIRST_LINE + ", as every script of ours does");
    }
    this.name = name;
    this.source = source;
    this.digest = digest(source);
    this.writes = !source.lines().findFirst().orElse("").contains(READ_ONLY);
  }

  /// A script of this name, as spans and metrics show it, and this source.
  public static Script of(String name, String source) {
    return new Script(name, source);
  }

  /// The script in a file such as `hold.lua` that lies beside the class on the class path; its name
  /// is the file's without `.lua`.
  ///
  /// @throws IllegalArgumentException where there is no such file or it isn't a script
  public static Script load(Class<?> neighbour, String file) {
    if (!file.endsWith(ENDING)) {
      throw new IllegalArgumentException("A script's file ends in " + ENDING + ", was " + file);
    }
    try (InputStream in = neighbour.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("No " + file + " lies beside " + neighbour.getName());
      }
      String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ENDING.length());
      return new Script(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + " beside " + neighbour.getName(), e);
    }
  }

  /// What the script is called.
  public String name() {
    return name;
  }

  /// The script's text.
  public String source() {
    return source;
  }

  /// The SHA-1 of the source in lower-case hexadecimal digits: what Redis knows the script by.
  public String digest() {
    return digest;
  }

  /// Whether it may change anything: its first line says so where it may not, and Redis sees to it.
  boolean writes() {
    return writes;
  }

  @Override
  public String toString() {
    return name + "@" + digest;
  }

  private static String digest(String source) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
