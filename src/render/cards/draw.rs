//! Draws a card: text on paper in sixteen colours, which keeps the file small and quick to write.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};

use super::Card;
use crate::config::Config;
use crate::render::theme;

/// Noto Serif SemiBold, cut down to Latin, Greek and Cyrillic letters; SIL Open Font License 1.1 (`OFL.txt`).
const FONT: &[u8] = include_bytes!("noto-serif-semibold.ttf");

/// The size that networks ask for (Open Graph: 1200 by 630).
pub const WIDTH: usize = 1200;
pub const HEIGHT: usize = 630;

const MARGIN: f32 = 80.0;
const SMALL: f32 = 38.0;
/// Sizes of the headline in pixels, the first that fits being taken, and how many lines each may have.
const SIZES: [(f32, usize); 4] = [(88.0, 3), (72.0, 4), (60.0, 5), (50.0, 6)];

/// Places in the palette: from paper to ink, then from paper to accent.
const INK: u8 = 10;
const ACCENT: u8 = 15;

/// Red, green and blue.
type Colour = [u8; 3];

/// The colours of the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    paper: Colour,
    ink: Colour,
    accent: Colour,
}

impl Colours {
    /// The theme's colours where the settings give them as `#rrggbb`, or else those of the built-in theme.
    pub fn of(config: &Config) -> Self {
        let colour = |name: &str, usual: Colour| config.theme.get(name).and_then(|text| hex(text)).unwrap_or(usual);
        Self {
            paper: colour("paper", [0xfd, 0xfc, 0xf8]),
            ink: colour("ink", [0x1c, 0x1b, 0x19]),
            accent: colour("accent", hex(theme::ACCENT).unwrap_or_default()),
        }
    }

    fn palette(self) -> Vec<u8> {
        let mix = |to: Colour, part: u8, of: u8| {
            let channel = |from: u8, to: u8| {
                ((u32::from(from) * u32::from(of - part) + u32::from(to) * u32::from(part)) / u32::from(of)) as u8
            };
            [0, 1, 2].map(|i| channel(self.paper[i], to[i]))
        };
        let inks = (0..=INK).map(|part| mix(self.ink, part, INK));
        let accents = (1..=ACCENT - INK).map(|part| mix(self.accent, part, ACCENT - INK));
        inks.chain(accents).flatten().collect()
    }
}

fn hex(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some([(value >> 16) as u8, (value >> 8) as u8, value as u8])
}

/// Whether the font has all letters of a text.
pub fn has_letters(text: &str) -> bool {
    font().is_some_and(|font| text.chars().all(|c| c.is_whitespace() || font.glyph_id(c).0 != 0))
}

fn font() -> Option<FontRef<'static>> {
    FontRef::try_from_slice(FONT).ok()
}

/// The card as PNG; empty for lack of a font, which a test rules out.
pub fn png(card: &Card) -> Vec<u8> {
    let Some(font) = font() else { return Vec::new() };
    let mut canvas = Canvas { pixels: vec![0; WIDTH * HEIGHT] };
    canvas.pixels[..WIDTH * 16].fill(ACCENT);
    let width = WIDTH as f32 - 2.0 * MARGIN;
    let one_line = |text: &str| lines(&font, text, SMALL, width).into_iter().next().unwrap_or_default();
    canvas.write(&font, &one_line(&card.above), SMALL, 110.0, (INK, ACCENT));
    canvas.write(&font, &one_line(&card.below), SMALL, HEIGHT as f32 - 62.0, (0, INK));

    let fits = |(size, most): &(f32, usize)| {
        let lines = lines(&font, &card.headline, *size, width);
        (lines.len() <= *most).then_some((*size, lines))
    };
    let (smallest, most) = SIZES[SIZES.len() - 1];
    let (size, mut lines) =
        SIZES.iter().find_map(fits).unwrap_or_else(|| (smallest, lines(&font, &card.headline, smallest, width)));
    if lines.len() > most {
        lines.truncate(most);
        lines.iter_mut().skip(most - 1).for_each(|line| line.push('…'));
    }
    let step = size * 1.18;
    let room = HEIGHT as f32 - 150.0 - 120.0;
    let mut base = 150.0 + (room - step * lines.len() as f32) / 2.0 + size * 0.85;
    for line in &lines {
        canvas.write(&font, line, size, base, (0, INK));
        base += step;
    }
    canvas.encode(&card.colours.palette())
}

/// A text in lines no wider than `width`; a word that is wider is cut.
fn lines(font: &FontRef, text: &str, size: f32, width: f32) -> Vec<String> {
    let scaled = font.as_scaled(PxScale::from(size));
    let advance = |c: char| scaled.h_advance(font.glyph_id(c));
    let mut lines: Vec<(String, f32)> = Vec::new();
    for word in text.split_whitespace() {
        let long: f32 = word.chars().map(advance).sum();
        match lines.last_mut() {
            Some((line, used)) if *used + advance(' ') + long <= width => {
                line.push(' ');
                line.push_str(word);
                *used += advance(' ') + long;
            }
            _ => {
                let (mut line, mut used) = (String::new(), 0.0);
                for c in word.chars() {
                    if used + advance(c) > width {
                        lines.push((std::mem::take(&mut line), used));
                        used = 0.0;
                    }
                    line.push(c);
                    used += advance(c);
                }
                lines.push((line, used));
            }
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

/// A picture whose pixels are places in the palette.
struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    /// Writes a line with its foot at `base`. `shades` are the places in the palette before no ink and of full ink.
    fn write(&mut self, font: &FontRef, line: &str, size: f32, base: f32, (none, full): (u8, u8)) {
        let scaled = font.as_scaled(PxScale::from(size));
        let mut x = MARGIN;
        let mut last = None;
        for c in line.chars() {
            let id = font.glyph_id(c);
            x += last.map_or(0.0, |last| scaled.kern(last, id));
            if let Some(outline) = font.outline_glyph(id.with_scale_and_position(size, point(x, base))) {
                let bounds = outline.px_bounds();
                outline.draw(|dx, dy, cover| {
                    let (px, py) = (bounds.min.x as i64 + i64::from(dx), bounds.min.y as i64 + i64::from(dy));
                    let shade = (cover.clamp(0.0, 1.0) * f32::from(full - none)).round() as u8;
                    if shade > 0 && (0..WIDTH as i64).contains(&px) && (0..HEIGHT as i64).contains(&py) {
                        let pixel = &mut self.pixels[py as usize * WIDTH + px as usize];
                        *pixel = (*pixel).max(none + shade);
                    }
                });
            }
            x += scaled.h_advance(id);
            last = Some(id);
        }
    }

    /// As PNG of four bits a pixel. Writing to memory does not fail.
    fn encode(&self, palette: &[u8]) -> Vec<u8> {
        let packed: Vec<u8> = self.pixels.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, WIDTH as u32, HEIGHT as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_filter(png::Filter::NoFilter);
        if let Ok(mut writer) = encoder.write_header() {
            let _ = writer.write_image_data(&packed);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(headline: &str) -> Card {
        Card {
            above: "The Briefing".into(),
            headline: headline.into(),
            below: "Harbour Times · 4 May 2026".into(),
            colours: Colours::of(&Config::default()),
        }
    }

    #[test]
    fn letters() {
        assert!(has_letters("Rådet møtes – “Größe”, Київ, Αθήνα…"));
        assert!(!has_letters("नमस्ते"));
        assert!(!has_letters("مرحبا"));
    }

    #[test]
    fn pictures_are_small_and_the_same_each_time() {
        let long = "word ".repeat(60);
        for headline in ["Ferry fares put off", long.as_str(), &"x".repeat(500), ""] {
            let png = card(headline).png();
            assert!(png.starts_with(b"\x89PNG") && png.len() < 40_000, "{} bytes", png.len());
            assert_eq!(png, card(headline).png());
        }
        assert_ne!(card("One").png(), card("Other").png());
    }

    #[test]
    fn lines_fit() {
        let font = font().expect("the font can be read");
        let lines = lines(&font, "The council put off a decision on ferry fares", 88.0, 600.0);
        assert!(lines.len() > 2, "{lines:?}");
        assert_eq!(lines.join(" "), "The council put off a decision on ferry fares");
        let scaled = font.as_scaled(PxScale::from(88.0));
        for line in lines {
            assert!(line.chars().map(|c| scaled.h_advance(font.glyph_id(c))).sum::<f32>() <= 600.0, "{line}");
        }
    }
}
