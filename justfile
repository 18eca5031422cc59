# `just` lists these. None is needed to build or to test: plain cargo does.

_default:
    @just --list --unsorted

# Everything that a change must pass, the same here and on the server: format, lints, tests, documentation
check:
    .ci/run

# Licences, advisories and sources of what is depended on (needs cargo-deny)
deny:
    cargo deny --locked check

# The benches, with figures of peers where they are installed
bench *ARGS:
    cargo bench {{ARGS}}

# The reader, on the sample corpus unless something else is named
run *ARGS='sample/':
    cargo run --release -- {{ARGS}}
