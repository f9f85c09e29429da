//! How a rule book is written down, and the diagram drawn from it.

use std::fmt::{Debug, Display, Write as _};

use petgraph::{
    dot::Dot,
    graph::{DiGraph, NodeIndex},
};

use super::Role;

/// One line of a rule book: the step `S`, who may take it, from which of the phases `P`, and where it can lead.
#[derive(Clone, Copy, Debug)]
pub struct Rule<S: 'static, P: 'static> {
    /// The step.
    pub step: S,
    /// Who may take it.
    pub who: &'static [Role],
    /// From where.
    pub from: &'static [P],
    /// Where it can lead.
    pub to: &'static [To<P>],
}

/// Where a step can lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To<P> {
    /// Nowhere: the phase stays as it is, whatever else changes.
    Same,
    /// Into this phase.
    Into(P),
}

impl<S: Copy, P: Copy + PartialEq> Rule<S, P> {
    /// Whether this line allows the change from one phase to another (or the same).
    pub fn allows(&self, from: P, to: P) -> bool {
        self.from.contains(&from)
            && self.to.iter().any(|way| match way {
                To::Same => from == to,
                To::Into(phase) => *phase == to,
            })
    }
}

/// The changes of phase that a rule book allows: from, to, and the step.
pub(crate) fn transitions<S: Copy, P: Copy + PartialEq>(
    rules: &'static [Rule<S, P>],
) -> impl Iterator<Item = (P, P, S)> {
    rules.iter().flat_map(|rule| {
        rule.from.iter().flat_map(move |from| {
            rule.to.iter().filter_map(move |way| match way {
                To::Into(to) if to != from => Some((*from, *to, rule.step)),
                _ => None,
            })
        })
    })
}

/// A rule book as a Mermaid state diagram: the first phase is where it begins, `ends` are where nothing more happens.
pub(crate) fn mermaid<S: Copy + Debug, P: Copy + PartialEq + Debug>(
    rules: &'static [Rule<S, P>],
    phases: &[P],
    ends: &[P],
) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    let mut line =
        |line: std::fmt::Arguments<'_>| writeln!(text, "    {line}").expect("a string takes all text");
    if let Some(first) = phases.first() {
        line(format_args!("[*] --> {first:?}"));
    }
    for from in phases {
        for to in phases {
            let mut steps: Vec<_> = transitions(rules)
                .filter(|(f, t, _)| (f, t) == (from, to))
                .map(|(.., step)| format!("{step:?}"))
                .collect();
            steps.dedup();
            if !steps.is_empty() {
                line(format_args!("{from:?} --> {to:?}: {}", steps.join(", ")));
            }
        }
    }
    for end in ends {
        line(format_args!("{end:?} --> [*]"));
    }
    text
}

/// A rule book as a graph in DOT.
pub(crate) fn dot<S: Copy + Debug, P: Copy + PartialEq + Display>(
    rules: &'static [Rule<S, P>],
    phases: &[P],
) -> String {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = phases.iter().map(|phase| graph.add_node(phase.to_string())).collect();
    let node = |phase| phases.iter().position(|p| *p == phase).map(|at| nodes[at]);
    for (from, to, step) in transitions(rules) {
        if let (Some(from), Some(to)) = (node(from), node(to)) {
            graph.add_edge(from, to, format!("{step:?}"));
        }
    }
    Dot::new(&graph).to_string()
}
