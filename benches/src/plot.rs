//! Bars as SVG, for light and dark pages: nothing behind them, text in a grey that both can show.

use std::path::Path;

use plotters::{
    backend::SVGBackend,
    chart::ChartBuilder,
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{PathElement, Rectangle, Text},
    style::{
        Color, IntoFont, RGBColor, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::contenders::Side;
use crate::failure::Failure;
use crate::spread::Spread;

const GREY: RGBColor = RGBColor(0x76, 0x76, 0x76);
/// Of Okabe and Ito's palette, whose colours everyone can tell apart.
const BLUE: RGBColor = RGBColor(0x00, 0x72, 0xb2);
const ORANGE: RGBColor = RGBColor(0xe6, 0x9f, 0x00);

/// The grey of texts and axes: it can be read over all three colours and on both pages.
const MARK: RGBColor = RGBColor(0xa8, 0xa8, 0xa8);

const WIDTH: u32 = 880;
const BAR: u32 = 26;
const NAMES: u32 = 230;

const HEAD: u32 = 26;

/// One contender's bars, one a panel.
pub(crate) struct Bar<'a> {
    pub(crate) title: &'a str,
    pub(crate) side: Side,
    pub(crate) values: [Spread; 2],
}

/// Draws two panels side by side, titled so, under what the colours mean; less is better in both. A bar is a median, with
/// a line from the least figure to the most.
pub(crate) fn bars(path: &Path, titles: [&str; 2], bars: &[Bar<'_>]) -> Result<(), Failure> {
    let rows = u32::try_from(bars.len())?;
    let root = SVGBackend::new(path, (WIDTH, HEAD + 72 + rows * BAR)).into_drawing_area();
    let (head, panels) = root.split_vertically(HEAD);
    legend(&head, bars)?;
    let (left, right) = panels.split_horizontally(NAMES + (WIDTH - NAMES) / 2);
    panel(&left, titles[0], bars, 0, NAMES)?;
    panel(&right, titles[1], bars, 1, 10)?;
    root.present()?;
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn text(size: u32) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", size).into_font()).color(&GREY)
}

fn colour(side: Side) -> RGBColor {
    match side {
        Side::Ours => BLUE,
        Side::Peer => ORANGE,
        Side::Measure => GREY,
    }
}

fn legend(area: &Area<'_>, bars: &[Bar<'_>]) -> Result<(), Failure> {
    let beside = |size| text(size).pos(Pos::new(HPos::Left, VPos::Center));
    let mut left = i32::try_from(NAMES)?;
    for (side, name, width) in [
        (Side::Ours, "Velithon", 96),
        (Side::Peer, "peers", 76),
        (Side::Measure, "what to measure by", 160),
    ] {
        if bars.iter().any(|bar| bar.side == side) {
            area.draw(&Rectangle::new([(left, 8), (left + 12, 20)], colour(side).filled()))?;
            area.draw(&Text::new(name, (left + 18, 14), beside(13)))?;
            left += width;
        }
    }
    area.draw(&Text::new(
        "less is better; lines: least to most",
        (left, 14),
        beside(13),
    ))?;
    Ok(())
}

fn panel(area: &Area<'_>, title: &str, bars: &[Bar<'_>], index: usize, margin: u32) -> Result<(), Failure> {
    let rows = u32::try_from(bars.len())?;
    let most = bars.iter().map(|bar| bar.values[index].max).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(title, text(14))
        .margin_right(56)
        .x_label_area_size(30)
        .y_label_area_size(margin)
        .build_cartesian_2d(0.0..most, 0.0..f64::from(rows))?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(5)
        .x_label_style(text(14))
        .axis_style(GREY)
        .bold_line_style(GREY.mix(0.35))
        .light_line_style(GREY.mix(0.0))
        .draw()?;
    for (row, bar) in (0..rows).rev().zip(bars) {
        let (bottom, spread) = (f64::from(row), bar.values[index]);
        let corners = [(0.0, bottom + 0.15), (spread.median, bottom + 0.85)];
        chart.draw_series([Rectangle::new(corners, colour(bar.side).filled())])?;
        let marks = |x| PathElement::new([(x, bottom + 0.35), (x, bottom + 0.65)], MARK);
        let line = PathElement::new([(spread.min, bottom + 0.5), (spread.max, bottom + 0.5)], MARK);
        chart.draw_series([line, marks(spread.min), marks(spread.max)])?;
        let beside = text(13).pos(Pos::new(HPos::Left, VPos::Center));
        let (x, y) = chart.backend_coord(&(spread.max, bottom + 0.5));
        let (left, top) = area.get_base_pixel();
        area.draw(&Text::new(figure(spread.median), (x - left + 5, y - top), beside))?;
        if margin == NAMES {
            let names = text(13).pos(Pos::new(HPos::Right, VPos::Center));
            let at = (i32::try_from(NAMES)? - 8, y - top);
            area.draw(&Text::new(bar.title.to_owned(), at, names))?;
        }
    }
    Ok(())
}

/// A figure with three significant digits.
fn figure(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
