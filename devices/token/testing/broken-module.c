/* A PKCS#11 module that hands everything on to a real one (MOTCUA_TEST_REAL_MODULE) and does one thing wrong, chosen when it is built:
   CRASH_INITIALIZE, HANG_INITIALIZE, CRASH_SIGN, HANG_SIGN, GARBAGE_SLOTS, HUGE_SLOTS, ENDLESS_OBJECTS,
   NOISY, COUNTS, NO_ENTRY, NULL_LIST. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CK_PTR *
#define CK_DEFINE_FUNCTION(returnType, name) returnType name
#define CK_DECLARE_FUNCTION(returnType, name) returnType name
#define CK_DECLARE_FUNCTION_POINTER(returnType, name) returnType(*name)
#define CK_CALLBACK_FUNCTION(returnType, name) returnType(*name)
#ifndef NULL_PTR
#define NULL_PTR 0
#endif
#include <pkcs11.h>

static CK_FUNCTION_LIST list;

static CK_RV crash(void) {
  raise(SIGSEGV);
  return CKR_OK;
}
static CK_RV hang(void) {
  for (;;) pause();
}
static CK_RV garbage_slots(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
  (void)present;
  if (slots) memset(slots, 0xA5, *count * sizeof(CK_SLOT_ID));
  else *count = 7;
  return CKR_OK;
}
static CK_RV huge_slots(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR count) {
  (void)present, (void)slots;
  *count = (CK_ULONG)1 << 62;
  return CKR_OK;
}
static CK_RV endless_objects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG most, CK_ULONG_PTR count) {
  (void)session;
  memset(objects, 0, most * sizeof(CK_OBJECT_HANDLE));
  *count = most;
  return CKR_OK;
}
#ifdef NOISY
static CK_C_Login real_login;
static CK_RV noisy_login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG size) {
  printf("PIN %.*s\n", (int)size, pin);
  fprintf(stderr, "PIN %.*s\n", (int)size, pin);
  fflush(stdout);
  return real_login(session, user, pin, size);
}
#endif

#ifdef COUNTS
static CK_C_Initialize real_initialize;
static CK_C_Finalize real_finalize;
static void count(const char *letter) {
  FILE *file = fopen(getenv("MOTCUA_TEST_COUNTS"), "a");
  fputs(letter, file);
  fclose(file);
}
static CK_RV counted_initialize(CK_VOID_PTR args) {
  count("I");
  return real_initialize(args);
}
static CK_RV counted_finalize(CK_VOID_PTR reserved) {
  count("F");
  return real_finalize(reserved);
}
#endif

#ifndef NO_ENTRY
CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR out) {
#ifdef NULL_LIST
  *out = 0;
  return CKR_OK;
#else
  void *real = dlopen(getenv("MOTCUA_TEST_REAL_MODULE"), RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get = (CK_C_GetFunctionList)dlsym(real, "C_GetFunctionList");
  CK_FUNCTION_LIST_PTR theirs;
  get(&theirs);
  list = *theirs;
#ifdef CRASH_INITIALIZE
  list.C_Initialize = (CK_C_Initialize)crash;
#endif
#ifdef HANG_INITIALIZE
  list.C_Initialize = (CK_C_Initialize)hang;
#endif
#ifdef CRASH_SIGN
  list.C_Sign = (CK_C_Sign)crash;
#endif
#ifdef HANG_SIGN
  list.C_Sign = (CK_C_Sign)hang;
#endif
#ifdef GARBAGE_SLOTS
  list.C_GetSlotList = (CK_C_GetSlotList)garbage_slots;
#endif
#ifdef HUGE_SLOTS
  list.C_GetSlotList = (CK_C_GetSlotList)huge_slots;
#endif
#ifdef COUNTS
  real_initialize = theirs->C_Initialize;
  real_finalize = theirs->C_Finalize;
  list.C_Initialize = counted_initialize;
  list.C_Finalize = counted_finalize;
#endif
#ifdef ENDLESS_OBJECTS
  list.C_FindObjects = (CK_C_FindObjects)endless_objects;
#endif
#ifdef NOISY
  real_login = theirs->C_Login;
  list.C_Login = noisy_login;
#endif
  *out = &list;
  return CKR_OK;
#endif
}
#endif
