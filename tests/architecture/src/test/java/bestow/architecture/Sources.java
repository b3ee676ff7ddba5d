package bestow.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Every file that is ours, as it lies in the repository.
final class Sources {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".local", ".idea");

  private final Path root;

  /// The repository that this test lies in.
  Sources() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("ARCHITECTURE.md"))) {
      var above = at.getParent();
      if (above == null) throw new IllegalStateException("not inside the repository");
      at = above;
    }
    this.root = at;
  }

  /// The files whose names end so, by their path from the root.
  List<Path> named(String ending) {
    return files(path -> path.getFileName().toString().endsWith(ending));
  }

  /// Every file, by its path from the root.
  List<Path> all() {
    return files(_ -> true);
  }

  /// The folders of what was compiled from the sources that run.
  List<Path> compiled() {
    return named("pom.xml").stream()
        .map(pom -> root.resolve(pom).resolveSibling("target/classes"))
        .filter(Files::isDirectory)
        .toList();
  }

  String text(Path file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }

  List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  long size(Path file) {
    try {
      return Files.size(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }

  /// A method of a source file.
  record Method(Path file, String name, long lines, int parameters) {}

  /// Every method and constructor of the Java sources.
  List<Method> methods() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var methods = new ArrayList<Method>();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var files = named(".java").stream().map(root::resolve).toList();
      var objects = manager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, objects);
      var positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        var file = root.relativize(Path.of(unit.getSourceFile().toUri()));
        new MethodsOf(file, unit, positions).scan(unit, methods);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sources can't be parsed", e);
    }
    return methods;
  }

  private List<Path> files(Predicate<Path> wanted) {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(Sources::isOurs)
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the repository can't be walked", e);
    }
  }

  private static boolean isOurs(Path file) {
    for (Path part : file) {
      if (NOT_OURS.contains(part.toString())) return false;
    }
    return true;
  }

  private static final class MethodsOf extends TreeScanner<Void, List<Method>> {
    private final Path file;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    MethodsOf(Path file, CompilationUnitTree unit, SourcePositions positions) {
      this.file = file;
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, List<Method> methods) {
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      if (start >= 0 && end >= 0) {
        var lines = unit.getLineMap();
        long count = lines.getLineNumber(end) - lines.getLineNumber(start) + 1;
        int parameters = method.getParameters().size();
        methods.add(new Method(file, method.getName().toString(), count, parameters));
      }
      return super.visitMethod(method, methods);
    }
  }
}
