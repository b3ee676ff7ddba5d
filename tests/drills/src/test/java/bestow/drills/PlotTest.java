package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

final class PlotTest {
  private static final List<Scene.Mark> MARKS = List.of(new Scene.Mark(5_000_000_000L, "a fault"));

  @Test
  void aCurveIsDrawnFromCornerToCornerAndBrokenWhereThereIsNothing()
      throws ParserConfigurationException, IOException, SAXException {
    var curve =
        List.of(new Point(0, 0), new Point(4, 50), new Point(6, Double.NaN), new Point(10, 100));
    var svg = Plot.of("Success, %", Map.of("success", curve), MARKS, 0, 100);
    var path = parsed(svg).getElementsByTagName("path").item(0).getAttributes().getNamedItem("d");

    assertEquals("M56.0 178.0 L388.8 102.0 M888.0 26.0", path.getNodeValue().strip());
  }

  @Test
  void whatWasDoneIsMarkedAtItsTime()
      throws ParserConfigurationException, IOException, SAXException {
    var svg = Plot.of("x", Map.of("x", List.of(new Point(10, 3))), MARKS);
    var lines = parsed(svg).getElementsByTagName("line");
    boolean marked = false;
    for (int i = 0; i < lines.getLength(); i++) {
      var attributes = lines.item(i).getAttributes();
      marked |=
          attributes.getNamedItem("class").getNodeValue().equals("mark")
              && attributes.getNamedItem("x1").getNodeValue().equals("472.0");
    }
    assertTrue(marked, svg);
  }

  @Test
  void nothingAtAllIsAPictureToo() throws ParserConfigurationException, IOException, SAXException {
    parsed(Plot.of("x", Map.of("x", List.of()), List.of()));
    parsed(Plot.of("x", Map.of(), MARKS));
  }

  @Test
  void anAxisEndsAtARoundNumberAboveAll() {
    assertEquals(4, Plot.round(3));
    assertEquals(10, Plot.round(9));
    assertEquals(100, Plot.round(100));
    assertEquals(0.02, Plot.round(0.011), 1e-12);
    assertEquals(1, Plot.round(0));
  }

  private static Document parsed(String svg)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
