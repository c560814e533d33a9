.PHONY: help setup build demo run test check bench bench-scale pictures soak

help: ## What there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

setup: ## Install what building and testing need (Debian)
	@scripts/setup

demo: ## Try it: an invented account, a pretend Zoom, a mailbox
	@scripts/setup build
	@swift build --product usher
	@exec "$$(swift build --show-bin-path)/usher" demo

run: build ## Serve with your own settings (USHER_…, see docs/configuration.md)
	@.build/release/usher migrate
	@exec .build/release/usher serve

test: ## Run every test
	@scripts/test

check: ## Format, lint, arrows, budgets
	@scripts/setup build
	@scripts/check

build: ## The release binary, .build/release/usher
	@scripts/setup build
	@swift build -c release

bench: build ## Measure, as ratios to a bare server in the same run
	@scripts/setup
	@scripts/bench

bench-scale: build ## Measure how it grows with hosts and appointments
	@scripts/setup
	@scripts/bench-scale

pictures: ## Take the pictures of docs/tour.md anew
	@scripts/setup
	@swift build
	@.build/venv/bin/python scripts/pictures

soak: build ## The long proofs; ONLY=name runs one
	@scripts/setup
	@scripts/soak
