package moelab.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.StringWriter;
import java.util.Locale;
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
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Draws a chart with Batik as one SVG element, without document type or XML declaration. */
final class Svg {
    // as the charts measure: whole points for each letter
    private static final FontRenderContext PLAIN = new FontRenderContext(null, false, false);

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
            fixWidths(root);
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

    /**
     * Gives every text the width that it was laid out with: names stand beside their points, and the font of whoever
     * looks at the chart may be narrower or wider than the one that was measured.
     */
    static void fixWidths(Element root) {
        NodeList texts = root.getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            String written = text.getTextContent();
            if (!written.isBlank()) {
                double width = font(text).getStringBounds(written, PLAIN).getWidth();
                text.setAttribute("textLength", String.format(Locale.ROOT, "%.1f", width));
                text.setAttribute("lengthAdjust", "spacingAndGlyphs");
            }
        }
    }

    private static Font font(Element text) {
        String family = inherited(text, "font-family").replace("'", "");
        boolean bold = inherited(text, "font-weight").equals("bold");
        String size = inherited(text, "font-size").replace("px", "");
        return new Font(family.equals("sans-serif") ? Font.SANS_SERIF : family, bold ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont(size.isEmpty() ? 12f : Float.parseFloat(size));
    }

    /** Returns an attribute of an element, or of the nearest one around it that has it; empty if none has. */
    private static String inherited(Node element, String attribute) {
        for (Node at = element; at instanceof Element e; at = at.getParentNode()) {
            if (e.hasAttribute(attribute)) {
                return e.getAttribute(attribute);
            }
        }
        return "";
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
