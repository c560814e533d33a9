#ifndef USHER_CQRENCODE_SHIM_H
#define USHER_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
