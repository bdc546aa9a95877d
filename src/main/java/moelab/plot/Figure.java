package moelab.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import moelab.files.WholeFile;

/**
 * A chart. {@code toString()} is the same chart as text, for a terminal.
 *
 * <p>Sizes are in points; a PNG has two pixels per point, so that it stays sharp when it is enlarged.
 */
public interface Figure {
    /** Pixels per point in PNG files. */
    int PNG_SCALE = 2;

    /** Returns what the chart shows, in one line. */
    String title();

    /** Returns the preferred width in points. */
    default int width() {
        return 720;
    }

    /** Returns the preferred height in points. */
    default int height() {
        return 420;
    }

    /** Draws the chart into the rectangle from (0, 0) to (width, height), in points. */
    void paint(Graphics2D g, int width, int height);

    /** Returns the chart as one {@code <svg>} element with a viewBox, ready to be put into a page. */
    default String svg() {
        return svg(width(), height());
    }

    /**
     * Returns the chart as one {@code <svg>} element of another size in points; smaller charts have relatively larger
     * text.
     */
    default String svg(int width, int height) {
        return Svg.of(this, width, height);
    }

    /** Returns the chart as the bytes of a PNG file. */
    default byte[] png() {
        BufferedImage image = new BufferedImage(width() * PNG_SCALE, height() * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(PNG_SCALE, PNG_SCALE);
        paint(g, width(), height());
        g.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("PNG: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /**
     * Checks that the name of a picture file has a supported ending.
     *
     * @param file file whose name must end in {@code .png} or {@code .svg}; null for no picture
     * @throws IllegalArgumentException if it ends otherwise
     */
    static void requirePicture(Path file) {
        if (file != null && !file.toString().matches("(?is).*\\.(png|svg)")) {
            throw new IllegalArgumentException(file + ": expected a name that ends in .png or .svg");
        }
    }

    /**
     * Writes the picture, completely or not at all.
     *
     * @param file file whose name ends in {@code .png} or {@code .svg}
     * @return the file
     * @throws IllegalArgumentException if the name ends otherwise
     */
    default Path save(Path file) throws IOException {
        requirePicture(file);
        byte[] bytes = file.toString().toLowerCase(Locale.ROOT).endsWith(".png")
                ? png()
                : ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg() + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, bytes);
        return file;
    }
}
