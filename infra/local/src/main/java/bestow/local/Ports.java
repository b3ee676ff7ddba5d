package bestow.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which ports are taken, and by whom: asked before anything starts.
public final class Ports {
  private static final Path PROC = Path.of("/proc");
  // The column of /proc/net/tcp that holds the state, and what it says of a listener.
  private static final String LISTENS = "0A";

  private Ports() {}

  /// A sentence for each port that a part wants and another process has.
  public static List<String> taken(List<Part> parts) {
    var sentences = new ArrayList<String>();
    for (var part : parts) {
      for (int port : part.ports()) {
        if (!isFree(port)) {
          sentences.add("Port %d (%s) is taken by %s.".formatted(port, part.id(), owner(port)));
        }
      }
    }
    return sentences;
  }

  /// Whether one may listen there, as servers do: connections of the past do not matter.
  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Who listens on a port, as well as this system lets one know.
  static String owner(int port) {
    return inode(port)
        .flatMap(Ports::process)
        .map(pid -> "process " + pid + command(pid))
        .orElse("a process that this user may not look at");
  }

  private static Optional<String> inode(int port) {
    var ending = ":%04X".formatted(port);
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(PROC.resolve(table)))
        .map(line -> line.strip().split("\\s+", 11))
        .filter(columns -> columns.length > 9)
        .filter(columns -> columns[1].endsWith(ending) && columns[3].equals(LISTENS))
        .map(columns -> columns[9])
        .findFirst();
  }

  private static Optional<Long> process(String inode) {
    var link = "socket:[" + inode + "]";
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> holds(PROC.resolve(pid + "/fd"), link))
        .findFirst();
  }

  private static boolean holds(Path descriptors, String link) {
    try (var files = Files.list(descriptors)) {
      return files.anyMatch(file -> points(file, link));
    } catch (IOException _) {
      // Another user's process, or one that has just ended.
      return false;
    }
  }

  private static boolean points(Path file, String link) {
    try {
      return Files.readSymbolicLink(file).toString().equals(link);
    } catch (IOException _) {
      return false;
    }
  }

  private static String command(long pid) {
    var command =
        lines(PROC.resolve(pid + "/cmdline")).findFirst().orElse("").replace('\0', ' ').strip();
    return command.isEmpty()
        ? ""
        : " (" + command.substring(0, Math.min(command.length(), 80)) + ")";
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }
}
