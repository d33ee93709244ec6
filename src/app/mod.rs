//! The whole program without a terminal: model, message, update, effect.
//!
//! It cannot touch disk or clipboard: it can only ask, by returning an effect.

pub mod action;
pub mod checking;
pub mod desk;
pub mod editor;
pub mod effect;
pub mod message;
pub mod model;
pub mod screens;
pub mod scroll;
mod typing;
pub mod update;
pub mod work;
