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
 * A picture of numbers. {@code toString()} is the same picture as text, for a terminal.
 *
 * <p>Sizes are in points; a PNG has two pixels a point, so that it stays sharp when it is shown large.
 */
public interface Figure {
    /** Pixels a point in PNG files. */
    int PNG_SCALE = 2;

    /** What it shows, one line. */
    String title();

    /** Width it looks best at, in points. */
    default int width() {
        return 720;
    }

    /** Height it looks best at, in points. */
    default int height() {
        return 420;
    }

    /** Draws itself into the rectangle from 0, 0 to width, height. */
    void paint(Graphics2D g, int width, int height);

    /** The picture as one {@code <svg>} element with a viewBox, ready to stand in a page. */
    default String svg() {
        return svg(width(), height());
    }

    /** The same with another size, in points: smaller ones have relatively larger letters. */
    default String svg(int width, int height) {
        return Svg.of(this, width, height);
    }

    /** The picture as the bytes of a PNG file. */
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
     * Fails unless a picture of this name can be drawn.
     *
     * @param file its name ends in {@code .png} or {@code .svg}; null for no picture
     */
    static void requirePicture(Path file) {
        if (file != null && !file.toString().matches("(?is).*\\.(png|svg)")) {
            throw new IllegalArgumentException(file + ": expected a name that ends in .png or .svg");
        }
    }

    /**
     * Writes the picture, whole or not at all.
     *
     * @param file its name ends in {@code .png} or {@code .svg}
     * @return the file
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
