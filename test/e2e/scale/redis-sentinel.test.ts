import { describeFailOver } from '../../helpers/fail-over'
import { startSentinels } from '../../helpers/redis-groups'

describeFailOver('Sentinel', startSentinels)
