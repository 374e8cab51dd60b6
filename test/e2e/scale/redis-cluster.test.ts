import { describeFailOver } from '../../helpers/fail-over'
import { startCluster } from '../../helpers/redis-groups'

describeFailOver('Cluster', startCluster)
