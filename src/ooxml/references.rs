//! References to characters in XML (XML 1.0, 4.1 and 4.6): the five that it defines itself, and numbers. Where they stand is the
//! affair of `markup`.

/// The character that a reference stands for, given without its `&` and `;`.
pub(crate) fn resolved(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

/// An attribute's value with its references resolved.
pub(crate) fn unescaped(raw: &str) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        value.push_str(before);
        let reference = after
            .split_once(';')
            .and_then(|(name, rest)| Some((resolved(name)?, rest)));
        rest = if let Some((character, rest)) = reference {
            value.push(character);
            rest
        } else {
            value.push('&');
            after
        };
    }
    value.push_str(rest);
    value
}
