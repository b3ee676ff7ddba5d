package bestow.telemetry;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The names of our own that compiled classes hold as text, whatever they use them for. Immutable.
///
/// @param users each name, with the class that holds it first
public record NamesInUse(SortedMap<String, String> users) {

  /// A whole name, or one that ends in a dot, or goes on with what is only known at run time (which
  /// the compiler writes as a control character).
  private static final Pattern NAME =
      Pattern.compile("bestow\\.[a-z][a-z0-9_.-]*[\\u0001\\u0002]?.*", Pattern.DOTALL);

  private static final Pattern WHOLE = Pattern.compile("bestow(\\.[a-z][a-z0-9_-]*)+");

  public NamesInUse {
    users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
  }

  /// The names in all classes under these folders, such as each module's `target/classes`.
  public static NamesInUse in(List<Path> folders) throws IOException {
    var users = new TreeMap<String, String>();
    var packages = new TreeSet<String>();
    for (var folder : folders) {
      for (var file : classFiles(folder)) {
        var model = ClassFile.of().parse(file);
        var user = model.thisClass().asInternalName().replace('/', '.');
        packages.add(user.substring(0, Math.max(0, user.lastIndexOf('.'))));
        names(model).forEach(name -> users.putIfAbsent(name, user));
      }
    }
    // A package's name is what loggers and tracers of libraries are called by.
    users.keySet().removeAll(packages);
    return new NamesInUse(users);
  }

  /// What is wrong, a sentence each: a name in use that the dictionary has not, and one that it has
  /// and nobody uses.
  public List<String> differences(Dictionary dictionary) {
    var differences = new ArrayList<String>();
    users.forEach(
        (name, user) -> {
          if (!WHOLE.matcher(name).matches()) {
            differences.add(
                user + " puts a name together from \"" + printable(name) + "\": write it out");
          } else if (!dictionary.entries().containsKey(name)) {
            differences.add(user + " uses " + name + ", which is not in dictionary.txt");
          }
        });
    for (var name : dictionary.entries().keySet()) {
      if (!users.containsKey(name)) {
        differences.add(name + " is in dictionary.txt, and nobody uses it");
      }
    }
    return List.copyOf(differences);
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static List<String> names(ClassModel model) {
    var names = new ArrayList<String>();
    for (var entry : model.constantPool()) {
      if (entry instanceof StringEntry text && NAME.matcher(text.stringValue()).matches()) {
        names.add(text.stringValue());
      }
    }
    return names;
  }

  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "…");
  }
}
