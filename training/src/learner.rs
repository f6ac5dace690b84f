//! A linear model, learned by gradient descent with a step of its own for each feature (AdaGrad; Duchi, Hazan and Singer 2011) on a
//! squared hinge that is straight far out (Zhang 2004), so that no function but the root is needed.
//!
//! Owns the numbers of the learning. What the features are, `features` says.

use std::collections::BTreeMap;

use crate::examples::Example;

/// By feature; the empty name is the bias.
pub(crate) type Weights = BTreeMap<String, f64>;

const ROUNDS: usize = 14;
const STEP: f64 = 0.3;
const DECAY: f64 = 2e-4;

/// A feature that is seen less often tells nothing.
const OFTEN: usize = 2;

/// So much more a note counts than a bracket of prose, of which there are many.
const NOTES_COUNT: f64 = 3.0;

/// What the model says of a bracket with these features.
pub(crate) fn score(weights: &Weights, features: &[String]) -> f64 {
    let of = |name: &str| weights.get(name).copied().unwrap_or_default();
    features.iter().map(|name| of(name)).sum::<f64>() + of("")
}

/// The weights that tell the `examples` apart.
pub(crate) fn learn(examples: &[Example]) -> Weights {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in examples.iter().flat_map(|it| &it.features) {
        *counts.entry(name).or_default() += 1;
    }
    let often = counts.into_iter().filter(|&(_, count)| count >= OFTEN);
    let names = [""].into_iter().chain(often.map(|(name, _)| name));
    let numbers: BTreeMap<&str, usize> = names.zip(0..).collect();
    let rows: Vec<Vec<usize>> = examples
        .iter()
        .map(|example| {
            let names = example.features.iter().map(String::as_str).chain([""]);
            names
                .filter_map(|name| numbers.get(name).copied())
                .collect()
        })
        .collect();
    let mut weights = vec![0.0_f64; numbers.len()];
    let mut squares = vec![0.0_f64; numbers.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 7_u64;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut state);
        for &at in &order {
            let sign = if examples[at].is_note { 1.0 } else { -1.0 };
            let margin = sign * rows[at].iter().map(|&it| weights[it]).sum::<f64>();
            if margin >= 1.0 {
                continue;
            }
            let slope = if margin > -1.0 {
                -2.0 * (1.0 - margin)
            } else {
                -4.0
            };
            let slope = slope
                * sign
                * if examples[at].is_note {
                    NOTES_COUNT
                } else {
                    1.0
                };
            for &it in &rows[at] {
                let slope = slope + DECAY * weights[it];
                squares[it] += slope * slope;
                weights[it] -= STEP * slope / (squares[it] + 1.0).sqrt();
            }
        }
    }
    numbers
        .into_iter()
        .map(|(name, number)| (name.to_owned(), weights[number]))
        .collect()
}

/// Another order, the same one each time (a linear congruential generator with Knuth's numbers).
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(*state >> 33).unwrap_or_default() % (last + 1);
        order.swap(last, other);
    }
}
