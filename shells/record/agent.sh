# shellcheck shell=bash
# Which agent started this command, and its ids: made of src/agents/known.ts by `npm run build`, for bash and zsh.
# Out: __codex_env_agent, __codex_env_thread, __codex_env_session, __codex_env_call; '' where it is not known.
if [[ ${CODEX_THREAD_ID-}${CODEX_SESSION_ID-}${CODEX_TOOL_CALL_ID-}${CODEX_CI-}${CODEX_SANDBOX-}${CODEX_SANDBOX_NETWORK_DISABLED-}${CODEX_NETWORK_PROXY_ACTIVE-}${CODEX_PERMISSION_PROFILE-}${CODEX_MANAGED_BY_NPM-}${CODEX_MANAGED_BY_BUN-} ]]; then
  __codex_env_agent=codex __codex_env_thread=${CODEX_THREAD_ID-} __codex_env_session=${CODEX_SESSION_ID-} __codex_env_call=${CODEX_TOOL_CALL_ID-}
elif [[ ${CLAUDECODE-}${CLAUDE_CODE_SESSION_ID-}${CLAUDE_CODE_CHILD_SESSION-} ]]; then
  __codex_env_agent=claude __codex_env_thread=${CLAUDE_CODE_SESSION_ID-} __codex_env_session=${CLAUDE_CODE_SESSION_ID-} __codex_env_call=''
elif [[ ${QWEN_CODE-}${QWEN_CODE_SESSION_ID-} ]]; then
  __codex_env_agent=qwen __codex_env_thread=${QWEN_CODE_SESSION_ID-} __codex_env_session=${QWEN_CODE_SESSION_ID-} __codex_env_call=''
elif [[ ${GEMINI_CLI-} ]]; then
  __codex_env_agent=gemini __codex_env_thread='' __codex_env_session='' __codex_env_call=''
elif [[ ${COPILOT_CLI-}${COPILOT_AGENT_SESSION_ID-} ]]; then
  __codex_env_agent=copilot __codex_env_thread=${COPILOT_AGENT_SESSION_ID-} __codex_env_session=${COPILOT_AGENT_SESSION_ID-} __codex_env_call=''
elif [[ ${OPENCODE-}${OPENCODE_PID-} ]]; then
  __codex_env_agent=opencode __codex_env_thread='' __codex_env_session='' __codex_env_call=''
elif [[ ${CURSOR_AGENT-} ]]; then
  __codex_env_agent=cursor __codex_env_thread='' __codex_env_session='' __codex_env_call=''
else
  __codex_env_agent='' __codex_env_thread='' __codex_env_session='' __codex_env_call=''
fi
