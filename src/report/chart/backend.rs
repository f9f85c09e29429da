//! How the chart library draws on a canvas.
//!
//! It counts in whole pixels, so it is given tenths of a unit. It knows colours only, so inks go through it as their numbers
//! ([`Ink::number`]) in the red of a colour. Its own backend for SVG writes fixed colours, which a page could not change.

use std::convert::Infallible;

use plotters::style::{Color, FontTransform, RGBColor};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};

use super::{
    canvas::{Canvas, Fill, Letters, Mark, Place, Stroke, WIDTH},
    letters,
    style::Ink,
};

/// The chart library's pixels in a unit of the view box.
pub(super) const TENTHS: f64 = 10.0;

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        RGBColor(self.number(), 0, 0).to_backend_color()
    }
}

/// The ink behind a colour; nothing where it is transparent.
fn ink(colour: BackendColor) -> Option<Ink> {
    (colour.alpha > 0.0).then(|| Ink::of(colour.rgb.0))
}

/// A stroke of the chart library's style; nothing where it is transparent.
fn stroke(style: &impl BackendStyle) -> Option<Stroke> {
    ink(style.color()).map(|ink| Stroke::of(ink, f64::from(style.stroke_width())))
}

/// A place of the chart library.
fn place((x, y): BackendCoord) -> Place {
    (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
}

impl DrawingBackend for &mut Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let tenths = |length: f64| (length * TENTHS).round().clamp(0.0, f64::from(i32::MAX));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
        let size = (tenths(WIDTH) as u32, tenths(self.height()) as u32);
        size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        at: BackendCoord,
        colour: BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        if let Some(ink) = ink(colour) {
            self.block(place(at), (1.0 / TENTHS, 1.0 / TENTHS), Fill::of(ink));
        }
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let ((left, top), (right, bottom)) = (upper_left, bottom_right);
        let corners = [upper_left, (right, top), bottom_right, (left, bottom), upper_left];
        if fill { self.fill_polygon(corners, style) } else { self.draw_path(corners, style) }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        if let Some(stroke) = stroke(style) {
            self.line(&path.into_iter().map(place).collect::<Vec<_>>(), stroke);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        _radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        if let Some(ink) = ink(style.color()) {
            self.mark(place(centre), if fill { Mark::Dot } else { Mark::Ring }, ink);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        if let Some(ink) = ink(style.color()) {
            self.surface(&corners.into_iter().map(place).collect::<Vec<_>>(), Fill::of(ink));
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        at: BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let Some(ink) = ink(style.color()) else { return Ok(()) };
        let half = letters::LINE / 2.0;
        let ((x, y), anchor) = (place(at), style.anchor());
        let y = match anchor.v_pos {
            VPos::Top => y + half,
            VPos::Center => y,
            VPos::Bottom => y - half,
        };
        let letters = Letters::PLAIN.ink(ink);
        let letters = match anchor.h_pos {
            HPos::Left => letters,
            HPos::Center => letters.middle(),
            HPos::Right => letters.end(),
        };
        self.write((x, y), text, letters);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let (long, high) = (letters::width(&letters::clean(text), false) * TENTHS, letters::LINE * TENTHS);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a text's size, rounded up"
        )]
        let (long, high) = (long.ceil() as u32, high.ceil() as u32);
        Ok(match style.transform() {
            FontTransform::Rotate90 | FontTransform::Rotate270 => (high, long),
            FontTransform::None | FontTransform::Rotate180 => (long, high),
        })
    }

    fn blit_bitmap(
        &mut self,
        _at: BackendCoord,
        _size: (u32, u32),
        _source: &[u8],
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }
}
