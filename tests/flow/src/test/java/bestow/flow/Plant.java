package bestow.flow;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// A mistake planted in a service: one of its own classes with some words changed, compiled apart
/// from it. Nothing in the service knows of it, and nothing that is shipped can be told to make it.
///
/// @param type the class, by its full name
/// @param right the words as they are; they stand there once
/// @param wrong those that stand there instead
record Plant(String service, String type, String right, String wrong) {
  private static final Path SERVICES = Path.of("..", "..", "services");

  /// Compiles it.
  ///
  /// @return a folder to stand before the service's own classes
  Path compiled(Path folder) {
    var name = type.replace('.', File.separatorChar) + ".java";
    try {
      var source =
          Files.readString(SERVICES.resolve(service).resolve("src/main/java").resolve(name));
      if (source.split(Pattern.quote(right), -1).length != 2) {
        throw new AssertionError(type + " has these words not once: " + right);
      }
      var classes = Files.createDirectories(folder.resolve("classes"));
      var file = folder.resolve("source").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.replace(right, wrong));
      compile(file, classes);
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException("no plant in " + type, e);
    }
  }

  private static void compile(Path file, Path classes) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    var said = new StringWriter();
    var options =
        List.of(
            "-proc:none", "-nowarn", "-cp", ServiceProcess.classPath(), "-d", classes.toString());
    var task = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file));
    if (!task.call()) throw new AssertionError("the plant does not compile:\n" + said);
  }
}
