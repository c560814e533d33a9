#ifndef USHER_CICAL_SHIM_H
#define USHER_CICAL_SHIM_H

#include <libical/ical.h>

#endif
