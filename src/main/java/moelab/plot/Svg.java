package moelab.plot;

import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Draws a chart with Batik as one SVG element, without document type or XML declaration. */
final class Svg {
    private Svg() {}

    static String of(Figure figure, int width, int height) {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setIDGenerator(new Prefixed(figure.title().replaceAll("[^A-Za-z0-9]+", "-") + "-"));
            SVGGraphics2D g = new SVGGraphics2D(context, false);
            figure.paint(g, width, height);
            Element root = g.getRoot();
            NodeList definitions = root.getElementsByTagName("defs");
            for (int i = 0; i < definitions.getLength(); i++) { // Batik gives those of every chart the same name
                ((Element) definitions.item(i)).removeAttribute("id");
            }
            root.setAttribute("viewBox", "0 0 " + width + " " + height);
            root.setAttribute("width", "" + width);
            root.setAttribute("height", "" + height);
            root.setAttribute("role", "img");
            root.setAttribute("aria-label", figure.title());
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("SVG: " + e.getMessage(), e);
        }
    }

    /** Generates identifiers with a prefix per chart, so that those of several charts in one page do not collide. */
    private static final class Prefixed extends SVGIDGenerator {
        private final String prefix;

        Prefixed(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String generateID(String kind) {
            return prefix + super.generateID(kind);
        }
    }
}
