package bestow.drills;

import bestow.drills.Answers.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The page of a drill: its verdict, its figures, and pictures of one run.
final class Page {
  private static final Duration BIN = Duration.ofMillis(500);

  private Page() {}

  /// What one run has given.
  ///
  /// @param pictures as HTML
  record Run(List<Figure> figures, String pictures) {}

  /// The medians of several runs' figures.
  ///
  /// @return none where no run came to its end
  static List<Figure> medians(List<Run> runs) {
    var medians = new ArrayList<Figure>();
    for (int i = 0; !runs.isEmpty() && i < runs.getFirst().figures().size(); i++) {
      int at = i;
      medians.add(Figure.median(runs.stream().map(run -> run.figures().get(at)).toList()));
    }
    return medians;
  }

  /// The page of a drill's runs, the pictures being the last one's.
  static String of(Drill drill, List<Run> runs, boolean passed, String head) {
    var rows = new StringBuilder();
    var medians = medians(runs);
    for (int i = 0; i < medians.size(); i++) {
      int at = i;
      var median = medians.get(i);
      var each = runs.stream().map(run -> run.figures().get(at).shown()).toList();
      rows.append(
          "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  median.holds() ? "holds" : "fails",
                  text(median.what()),
                  median.shown(),
                  median.wanted(),
                  String.join(" · ", each)));
    }
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>Drill %1$s: %2$s</title>
    <meta name="viewport" content="width=device-width">
    <style>
      body {font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff}
      h1 b {padding: 0 .4em; border-radius: .2em; color: #fff; background: %3$s}
      table {border-collapse: collapse; width: 100%%} td, th {text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd}
      tr.fails td {background: #fde0d2; font-weight: bold}
      svg {width: 100%%; margin: .6rem 0} svg text {font-size: 12px; fill: #555} svg text[fill] {fill: revert-layer}
      svg path {fill: none; stroke-width: 1.6} .grid {stroke: #e4e4e4} .mark {stroke: #999; stroke-dasharray: 3 3}
      text.mark {stroke: none} .number {text-anchor: end} .second {text-anchor: middle} .title {font-weight: bold}
    </style>
    <h1>%1$s <b>%2$s</b></h1>
    <p>%4$s</p>
    <p>%5$s</p>
    <table><tr><th>figure</th><th>median</th><th>wanted</th><th>each run</th></tr>
    %6$s</table>
    <h2>The last run</h2>
    %7$s
    </html>
    """
        .formatted(
            text(drill.name()),
            passed ? "passed" : "failed",
            passed ? "#00734f" : "#c04000",
            text(drill.story()),
            text(head),
            rows,
            runs.isEmpty() ? "" : runs.getLast().pictures());
  }

  /// Pictures of a scene that has been played.
  static String pictures(Scene scene, Site site) {
    var marks = scene.marks();
    var page = new StringBuilder("<ol>\n");
    marks.forEach(
        mark -> page.append("<li>%.1f s: %s</li>\n".formatted(mark.at() / 1e9, text(mark.what()))));
    page.append("</ol>\n");
    var success = new LinkedHashMap<String, List<Point>>();
    var latency = new LinkedHashMap<String, List<Point>>();
    var wishes =
        site.wishes().stream().filter(wish -> wish.crowd().when() != Wish.When.BEFORE).toList();
    for (var wish : wishes) {
      var answers = scene.answers(wish.campaign());
      var named = wishes.size() == 1 ? "" : wish.campaign() + " ";
      success.put(named + "success", bins(answers, Answers::percent));
      latency.put(named + "p50", bins(answers, (all, span) -> all.millis(0.5, span)));
      latency.put(named + "p99", bins(answers, (all, span) -> all.millis(0.99, span)));
    }
    page.append(Plot.of("Claims answered well, %", success, marks, 0, 100));
    page.append(Plot.of("Time to the answer, ms", latency, marks));
    var rates = scene.traffic().rates(BIN.toMillis() / 1e3);
    if (!rates.isEmpty()) {
      page.append(Plot.of("Calls a second, by instance", rates, marks));
    }
    return page.toString();
  }

  private interface Value {
    double of(Answers answers, Span span);
  }

  private static List<Point> bins(Answers answers, Value value) {
    var points = new ArrayList<Point>();
    long end = answers.all().stream().mapToLong(Answers.One::due).max().orElse(0);
    for (var span = Span.after(0, BIN); span.from() < end; span = Span.after(span.to(), BIN)) {
      points.add(new Point(span.from() / 1e9, value.of(answers, span)));
    }
    return points;
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
