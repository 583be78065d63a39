import type {
  ArticleDetail,
  ArticleView,
  MindView,
  PublishOutcome,
  TrainingLine,
  Tried,
  UnansweredGroup,
} from '@larder/contracts/knowledge'
import type { Path } from '../../api.ts'

const base = '/api/knowledge'
const article = (id: string): string => `${base}/articles/${encodeURIComponent(id)}`

export const knowledgePaths = {
  articles: `${base}/articles` as Path<ArticleView[]>,
  create: `${base}/articles` as Path<ArticleDetail>,
  article: (id: string): Path<ArticleDetail> => article(id),
  draft: (id: string): Path<ArticleDetail> => `${article(id)}/draft`,
  submit: (id: string): Path<ArticleDetail> => `${article(id)}/submit`,
  review: (id: string): Path<ArticleDetail> => `${article(id)}/review`,
  mind: `${base}/mind` as Path<MindView>,
  publish: `${base}/publish` as Path<PublishOutcome>,
  try: `${base}/try` as Path<Tried>,
  unanswered: `${base}/unanswered` as Path<UnansweredGroup[]>,
  decide: `${base}/unanswered/decide` as Path<UnansweredGroup[]>,
  lines: `${base}/lines` as Path<TrainingLine[]>,
  reviewLine: (id: string): Path<TrainingLine[]> => `${base}/lines/${encodeURIComponent(id)}/review`,
}
