//! Bars as SVG, for light and dark pages: nothing behind them, text in a grey that both can show.

use std::path::Path;

use plotters::{
    backend::SVGBackend,
    chart::ChartBuilder,
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Rectangle, Text},
    style::{
        Color, IntoFont, RGBColor, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::Failure;
use crate::contenders::Side;

const GREY: RGBColor = RGBColor(0x76, 0x76, 0x76);
/// Of Okabe and Ito's palette, whose colours everyone can tell apart.
const BLUE: RGBColor = RGBColor(0x00, 0x72, 0xb2);
const ORANGE: RGBColor = RGBColor(0xe6, 0x9f, 0x00);

const WIDTH: u32 = 880;
const BAR: u32 = 26;
const NAMES: u32 = 230;

/// One contender's bars, one a panel.
pub(crate) struct Bar<'a> {
    pub(crate) title: &'a str,
    pub(crate) side: Side,
    pub(crate) values: [f64; 2],
}

/// Draws two panels side by side, titled so; less is better in both.
pub(crate) fn bars(path: &Path, titles: [&str; 2], bars: &[Bar<'_>]) -> Result<(), Failure> {
    let rows = u32::try_from(bars.len())?;
    let root = SVGBackend::new(path, (WIDTH, 70 + rows * BAR)).into_drawing_area();
    let (left, right) = root.split_horizontally(NAMES + (WIDTH - NAMES) / 2);
    panel(&left, titles[0], bars, 0, NAMES)?;
    panel(&right, titles[1], bars, 1, 10)?;
    root.present()?;
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn panel(area: &Area<'_>, title: &str, bars: &[Bar<'_>], index: usize, margin: u32) -> Result<(), Failure> {
    let text = |size: u32| TextStyle::from(("sans-serif", size).into_font()).color(&GREY);
    let rows = u32::try_from(bars.len())?;
    let most = bars.iter().map(|bar| bar.values[index]).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(title, text(14))
        .margin_right(52)
        .x_label_area_size(28)
        .y_label_area_size(margin)
        .build_cartesian_2d(0.0..most, 0.0..f64::from(rows))?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .x_labels(5)
        .x_label_style(text(12))
        .axis_style(GREY)
        .bold_line_style(GREY.mix(0.35))
        .light_line_style(GREY.mix(0.0))
        .draw()?;
    for (row, bar) in (0..rows).rev().zip(bars) {
        let (bottom, value) = (f64::from(row), bar.values[index]);
        let colour = match bar.side {
            Side::Ours => BLUE,
            Side::Peer => ORANGE,
            Side::Measure => GREY,
        };
        let corners = [(0.0, bottom + 0.15), (value, bottom + 0.85)];
        chart.draw_series([Rectangle::new(corners, colour.filled())])?;
        let beside = text(12).pos(Pos::new(HPos::Left, VPos::Center));
        let (x, y) = chart.backend_coord(&(value, bottom + 0.5));
        let (left, top) = area.get_base_pixel();
        area.draw(&Text::new(figure(value), (x - left + 5, y - top), beside))?;
        if margin == NAMES {
            let names = text(13).pos(Pos::new(HPos::Right, VPos::Center));
            let at = (i32::try_from(NAMES)? - 8, y - top);
            area.draw(&Text::new(bar.title.to_owned(), at, names))?;
        }
    }
    Ok(())
}

/// Three digits that count.
fn figure(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
