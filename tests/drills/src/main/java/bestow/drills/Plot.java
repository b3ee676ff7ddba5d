package bestow.drills;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A picture of curves over the time of a drill, as SVG: with its axes, and an upright line where
/// something was done.
final class Plot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 200;
  private static final int LEFT = 56;
  private static final int RIGHT = 12;
  private static final int TOP = 26;
  private static final int BOTTOM = 22;
  private static final int LINES = 4;
  // Told apart also by those who see no red and green: Okabe and Ito's palette.
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  private final double seconds;
  private final double least;
  private final double most;
  private final StringBuilder svg = new StringBuilder(8_192);
  private final Formatter out = new Formatter(svg, Locale.ROOT);

  private Plot(double seconds, double least, double most) {
    this.seconds = Math.max(seconds, 1);
    this.least = least;
    this.most = most;
  }

  /// The picture.
  ///
  /// @param title what it shows, with the unit
  /// @param curves by what each is called, in the order of their colours
  /// @param span the least and the most that fits on its upright axis, if that is fixed
  static String of(
      String title, Map<String, List<Point>> curves, List<Scene.Mark> marks, double... span) {
    double seconds =
        curves.values().stream().flatMap(List::stream).mapToDouble(Point::seconds).max().orElse(1);
    double highest =
        curves.values().stream()
            .flatMap(List::stream)
            .mapToDouble(Point::value)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    var plot =
        span.length == 2
            ? new Plot(seconds, span[0], span[1])
            : new Plot(seconds, 0, round(highest));
    return plot.draw(title, curves, marks);
  }

  private String draw(String title, Map<String, List<Point>> curves, List<Scene.Mark> marks) {
    out.format(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n", WIDTH, HEIGHT, title);
    out.format("<text class=\"title\" x=\"%d\" y=\"14\">%s</text>%n", LEFT, title);
    axes();
    for (int i = 0; i < marks.size(); i++) {
      double x = x(marks.get(i).at() / 1e9);
      out.format(
          "<line class=\"mark\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
          x, TOP, x, bottom());
      out.format("<text class=\"mark\" x=\"%.1f\" y=\"%d\">%d</text>%n", x + 3, TOP + 10, i + 1);
    }
    int colour = 0;
    double legend = WIDTH - RIGHT;
    for (var curve : curves.entrySet()) {
      var stroke = COLOURS.get(colour++ % COLOURS.size());
      curve(curve.getValue(), stroke);
      legend -= 7.0 * curve.getKey().length() + 14;
      out.format(
          "<text x=\"%.1f\" y=\"14\" fill=\"%s\">%s</text>%n", legend, stroke, curve.getKey());
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (int i = 0; i <= LINES; i++) {
      double value = least + (most - least) * i / LINES;
      out.format(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
          LEFT, y(value), WIDTH - RIGHT, y(value));
      out.format(
          "<text class=\"number\" x=\"%d\" y=\"%.1f\">%s</text>%n",
          LEFT - 6, y(value) + 4, Figure.number(value));
    }
    int step = seconds > 60 ? 10 : 5;
    for (int second = 0; second <= seconds; second += step) {
      out.format(
          "<text class=\"second\" x=\"%.1f\" y=\"%d\">%d s</text>%n",
          x(second), HEIGHT - 6, second);
    }
  }

  // A curve is broken where it has no value.
  private void curve(List<Point> points, String stroke) {
    var line = new StringBuilder();
    boolean drawing = false;
    for (var point : points) {
      boolean has = Double.isFinite(point.value());
      if (has) {
        line.append(drawing ? 'L' : 'M');
        line.append(String.format(Locale.ROOT, "%.1f %.1f ", x(point.seconds()), y(point.value())));
      }
      drawing = has;
    }
    out.format("<path d=\"%s\" stroke=\"%s\"/>%n", line, stroke);
  }

  private double x(double second) {
    return LEFT + second / seconds * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    double within = Math.clamp(value, least, most);
    return bottom() - (within - least) / (most - least) * (bottom() - TOP);
  }

  private static int bottom() {
    return HEIGHT - BOTTOM;
  }

  /// The next of 1, 2, 4, 8 times a power of ten.
  static double round(double value) {
    if (!(value > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double factor : new double[] {1, 2, 4, 8}) {
      if (value <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
