//! Letters of fonts that do not say which characters they are, where the font's collection of characters (Adobe-GB1 and its
//! sisters) does.
//!
//! The interpreter asks the collection only about fonts that are not in the file. Those that are, by XeTeX, xdvipdfmx and CNKI,
//! are looked up here.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Name, Object};

/// What is known of fonts without characters; nothing until such a font comes.
pub(super) struct Unmapped<'p> {
    pdf: &'p Pdf,
    fonts: Option<HashMap<String, Option<Collection>>>,
    tables: HashMap<&'static [u8], Option<CMap>>,
    /// The font of the letter before.
    last: Option<(u128, Option<Collection>)>,
}

/// From codes to numbers of a collection, from these to characters.
#[derive(Clone, PartialEq)]
struct Collection {
    /// The encoding, where the code is not the number itself.
    encoding: Option<Vec<u8>>,
    family: CidFamily,
}

impl<'p> Unmapped<'p> {
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self {
            pdf,
            fonts: None,
            tables: HashMap::new(),
            last: None,
        }
    }

    /// The fonts of the file.
    fn all(pdf: &Pdf) -> HashMap<String, Option<Collection>> {
        const MOST: usize = 10_000;
        let mut fonts = HashMap::new();
        for object in pdf.objects() {
            let Some(font) = object.into_dict() else {
                continue;
            };
            let Some((name, collection)) = of_font(&font) else {
                continue;
            };
            if fonts.len() >= MOST {
                break;
            }
            // Of two fonts with one name that differ, nobody knows which one is meant.
            let known = fonts
                .entry(name)
                .or_insert_with(|| Some(collection.clone()));
            if *known != Some(collection) {
                *known = None;
            }
        }
        fonts
    }

    /// The character of a letter that does not say it.
    pub(super) fn look_up(&mut self, glyph: &Glyph<'_>) -> Option<BfString> {
        let Glyph::Outline(outline) = glyph else {
            return None;
        };
        let fonts = self.fonts.get_or_insert_with(|| Self::all(self.pdf));
        if fonts.is_empty() {
            return None;
        }
        let font = outline.font_data()?;
        let collection = match &self.last {
            Some((key, collection)) if *key == font.cache_key => collection.clone(),
            _ => {
                let name = font.postscript_name.as_deref().unwrap_or_default();
                let collection = fonts.get(name).cloned().flatten();
                self.last = Some((font.cache_key, collection.clone()));
                collection
            }
        }?;
        let code = outline.char_code();
        let number = match collection.encoding {
            None => code,
            Some(name) => {
                let table = self.table(CMapName::from_bytes(&name))?;
                (1..=4).find_map(|length| table.lookup_cid_code(code, length))?
            }
        };
        let name = collection.family.ucs2_cmap()?;
        self.table(name)?.lookup_bf_string(number)
    }

    fn table(&mut self, name: CMapName<'_>) -> Option<&CMap> {
        let data = load_embedded(name)?;
        self.tables
            .entry(data)
            .or_insert_with(|| CMap::parse(data, load_embedded))
            .as_ref()
    }
}

/// The name and the collection of a composite font.
fn of_font(font: &Dict<'_>) -> Option<(String, Collection)> {
    let kind = font.get::<Name<'_>>("Subtype")?;
    if kind.as_ref() != b"Type0" {
        return None;
    }
    let name = font.get::<Name<'_>>("BaseFont")?;
    let name = name.as_str();
    // `ABCDEF+` before the name of a font of which only some letters are there.
    let name = match name.split_at_checked(7) {
        Some((prefix, rest)) if prefix.ends_with('+') => rest,
        _ => name,
    };
    let inner = font.get::<Array<'_>>("DescendantFonts")?;
    let inner = inner.iter::<Dict<'_>>().next()?;
    let system = inner.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = system.get::<object::String<'_>>("Registry")?;
    let ordering = system.get::<object::String<'_>>("Ordering")?;
    let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
    family.ucs2_cmap()?;
    let encoding = match font.get::<Object<'_>>("Encoding")? {
        Object::Name(name) if name.as_ref().starts_with(b"Identity-") => None,
        Object::Name(name) => Some(name.as_ref().to_vec()),
        _ => return None,
    };
    Some((name.to_owned(), Collection { encoding, family }))
}
